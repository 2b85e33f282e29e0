import type { Country, Tongue } from './places.ts';
import type { Random } from './random.ts';

/** Invented vocabulary. Company names are put together from syllables, so a likeness to a real company is chance. */
interface Words {
  readonly heads: readonly string[];
  readonly tails: readonly string[];
  readonly trades: readonly string[];
  /** What a company of the trade calls itself; `*` stands for the root. */
  readonly partners: readonly string[];
  readonly given: readonly string[];
  readonly family: readonly string[];
}

const list = (text: string): readonly string[] => text.split('|');

const WORDS: Readonly<Record<Tongue, Words>> = {
  german: {
    heads: list(
      'Ahl|Birk|Brun|Dorn|Eber|Erl|Falk|Gerst|Hasel|Ise|Kalt|Lind|Marl|Ost|Pfal|Quell|Ried|Sand|Tann|Vogt|Wald|Zell|Hain|Korn|Mühl|Reb|Thal|Weid',
    ),
    tails: list('bach|berg|brück|dorf|eck|feld|hagen|heim|hof|horst|kamp|mark|moor|rode|stett|wald|werth|wang'),
    trades: list(
      'Maschinenbau|Logistik|Kliniken|Versicherung|Stadtwerke|Druck|Pharma|Energie|Bau|Handel|Privatbank|Lebensmittel|Spedition|Optik|Antriebe',
    ),
    partners: list(
      '* Systemhaus|* Datentechnik|* Informatik|* IT-Beratung|* Netzwerke|* Cloud-Dienste|* Sicherheitstechnik|* Digital',
    ),
    given: list(
      'Anke|Bernd|Clara|Dirk|Elke|Fritz|Greta|Heiko|Ines|Jonas|Katja|Lars|Maren|Nils|Petra|Ralf|Silke|Timo|Ulrike|Volker',
    ),
    family: list(
      'Achterberg|Brodmann|Dreyling|Eickstedt|Fallner|Grothues|Hartleib|Immke|Kesten|Lohmar|Mertins|Neukirch|Ohlrogge|Pfaff|Reddig|Sasse|Tölle|Vollrath|Wiesing|Zander',
    ),
  },
  english: {
    heads: list(
      'Ash|Bram|Carn|Dun|Elm|Fen|Garth|Hart|Ivel|Kel|Lang|Mar|Nether|Oak|Pen|Quarn|Row|Stan|Thorn|Under|Wex|Yar|Cold|Hazel|Mill|Raven',
    ),
    tails: list('ley|combe|worth|stead|mere|ford|bridge|wick|holt|den|ham|gate|low|bourne|field|minster|cliffe|stowe'),
    trades: list(
      'Engineering|Logistics|Hospitals|Insurance|Utilities|Print|Pharma|Energy|Construction|Retail|Building Society|Foods|Freight|Optics|Colleges',
    ),
    partners: list(
      '* Systems|* Networks|* IT Services|* Computing|* Cloud|* Cyber|* Technology Group|* Managed Services',
    ),
    given: list(
      'Alice|Ben|Carys|Dominic|Erin|Fergus|Gemma|Harvey|Isla|Joel|Kate|Lewis|Maeve|Niall|Olivia|Paul|Rhona|Sam|Tess|Will',
    ),
    family: list(
      'Ackroyd|Birtwell|Cottam|Dunmore|Eastlake|Fairhurst|Gedling|Hollis|Ibbotson|Jessop|Kilner|Lofthouse|Mabey|Nuttall|Orme|Pickles|Ridout|Stobart|Tranter|Wragg',
    ),
  },
  nordic: {
    heads: list(
      'Aske|Bjørk|Dal|Ek|Fure|Gran|Hassel|Is|Kvist|Lyng|Mo|Nord|Orre|Ravn|Sol|Tall|Ulv|Vind|Alm|Berg|Elv|Hav|Sten|Ty',
    ),
    tails: list('vik|holm|fors|strand|lund|næs|sund|mark|heia|torp|by|bäck|skog|ås|hult|sjö'),
    trades: list(
      'Industri|Logistik|Sjukvård|Försäkring|Kraft|Trykk|Pharma|Energi|Bygg|Handel|Sparebank|Fisk|Rederi|Optik|Papir',
    ),
    partners: list('* Data|* Nett|* IT Partner|* Systemer|* Sky|* Sikkerhed|* Konsult|* Drift'),
    given: list(
      'Astrid|Bo|Dagny|Eirik|Freja|Gunnar|Hedda|Ivar|Jorunn|Kjell|Linnea|Magnus|Nanna|Oskar|Ragna|Sven|Tuva|Ulf|Vigdis|Åse',
    ),
    family: list(
      'Almqvist|Brekke|Dahlin|Engebo|Forsell|Grande|Hellum|Isberg|Kjellin|Lindqvist|Moberg|Nygård|Ohlin|Rosvall|Solem|Tveit|Ullman|Vestby|Wiik|Åkerud',
    ),
  },
  finnish: {
    heads: list('Kuusi|Hauki|Lehto|Salo|Koski|Vuori|Ranta|Metsä|Kivi|Halla|Tuuli|Suo|Niitty|Korpi|Savi|Lampi'),
    tails: list('niemi|järvi|mäki|saari|lahti|kangas|harju|puro|koski|ranta'),
    trades: list('Teollisuus|Logistiikka|Sairaala|Vakuutus|Sähkö|Paino|Lääke|Energia|Rakennus|Kauppa|Paperi|Optiikka'),
    partners: list('* Tietotekniikka|* Data|* Verkot|* IT Palvelut|* Pilvi|* Turva'),
    given: list('Aino|Eero|Helmi|Ilkka|Kaisa|Lauri|Minna|Olli|Päivi|Riku|Sanna|Teemu|Tuuli|Ville|Outi|Juho'),
    family: list(
      'Ahonen|Eskola|Halme|Jokela|Kallio|Lehtola|Mattila|Nieminen|Ojala|Peltola|Rautio|Seppälä|Tikka|Uusitalo|Vainio|Ylönen',
    ),
  },
  dutch: {
    heads: list(
      'Zand|Water|Ooster|Wester|Linden|Berken|Duin|Hoog|Laag|Meer|Noorder|Riet|Steen|Vaart|Wilgen|Eiken|Kraan|Polder|Schel|Heide',
    ),
    tails: list('dam|burg|dijk|hoven|laan|poort|rade|veen|vliet|wijk|zicht|donk|lo|brug|oever|horst'),
    trades: list(
      'Techniek|Logistiek|Ziekenhuizen|Verzekeringen|Nutsbedrijf|Drukkerij|Farma|Energie|Bouw|Handel|Bank|Voeding|Scheepvaart|Optiek',
    ),
    partners: list('* Netwerken|* ICT|* Automatisering|* Datacenters|* Cloud|* Beveiliging|* Systemen'),
    given: list(
      'Anouk|Bas|Carlijn|Daan|Elise|Floor|Gijs|Hanne|Ilse|Jeroen|Koen|Lotte|Maarten|Noor|Pieter|Roos|Sander|Tessa|Wouter|Yvonne',
    ),
    family: list(
      'Aardsma|Bollen|Coppens|Dijkhuis|Everaert|Fokkema|Geuzens|Hoekman|Ittersum|Kuipers|Lammers|Maes|Nijdam|Oosting|Peeters|Rietveld|Sips|Terpstra|Verhulst|Wouda',
    ),
  },
  french: {
    heads: list(
      'Bel|Clair|Mont|Roche|Val|Haut|Beau|Font|Gran|Mire|Aigue|Chante|Ver|Sauve|Champ|Mar|Noir|Blanc|Pont|Riche',
    ),
    tails: list('mont|val|fort|rive|court|ville|champ|bois|vigne|mare|pierre|lac|sart|lieu|pré|main'),
    trades: list(
      'Mécanique|Logistique|Cliniques|Assurances|Services Urbains|Imprimerie|Pharma|Énergies|Bâtiment|Distribution|Banque|Agroalimentaire|Transports|Optique',
    ),
    partners: list('* Informatique|* Réseaux|* Numérique|* Conseil|* Nuage|* Sécurité|* Infogérance|* Systèmes'),
    given: list(
      'Adèle|Bastien|Camille|Damien|Élodie|Fabien|Gaëlle|Hugo|Inès|Julien|Léa|Mathis|Nadège|Olivier|Pauline|Rémi|Solène|Théo|Valérie|Yann',
    ),
    family: list(
      'Aubertin|Bessière|Cazeneuve|Delmotte|Estienne|Ferrand|Gaillot|Hénaff|Imbault|Jourdain|Lacaze|Morvan|Naudet|Oudin|Perrault|Quéré|Rousselet|Sabatier|Tessier|Vasseur',
    ),
  },
  latin: {
    heads: list(
      'Alba|Cala|Monte|Ribe|Sierra|Valle|Torre|Campo|Lago|Fonte|Corte|Prado|Rio|Serra|Oliva|Costa|Terra|Ponte|Soto|Vega',
    ),
    tails: list('mira|verde|nova|bella|seca|longa|dorada|riva|clara|franca|rosa|viva|fina|marina|alta|serena'),
    trades: list(
      'Meccanica|Logística|Clínicas|Seguros|Servizi|Gráfica|Farma|Energía|Obras|Comercio|Banca|Alimenta|Transportes|Óptica',
    ),
    partners: list('* Sistemi|* Redes|* Informática|* Digital|* Cloud|* Seguridad|* Consulting|* Tecnologia'),
    given: list(
      'Alba|Bruno|Carla|Dario|Elena|Fausto|Gloria|Hugo|Irene|Jaime|Lucía|Marco|Nerea|Óscar|Paola|Renzo|Sara|Tomás|Valeria|Xavier',
    ),
    family: list(
      'Albareda|Benítez|Carvalho|Dellapiana|Escrivá|Ferrante|Galván|Ibarra|Lombardi|Marchetti|Nogueira|Oliveri|Pastore|Quiroga|Ribeiro|Santangelo|Tavares|Urrutia|Venturi|Zanella',
    ),
  },
  greek: {
    heads: list('Akro|Thala|Helio|Meso|Nea|Pelago|Kalli|Astro|Lefko|Chryso|Anemo|Petro|Argo|Kypro|Melo'),
    tails: list('nes|polis|mare|thea|ktima|limni|pyrgos|vasi|kampos|nisi'),
    trades: list('Marine|Logistics|Clinics|Insurance|Print|Pharma|Energy|Construction|Trade|Hotels|Foods|Optics'),
    partners: list('* Systems|* Networks|* Informatics|* Cloud|* Digital|* Security'),
    given: list(
      'Anna|Dimitra|Eleni|Giorgos|Ioanna|Kostas|Maria|Nikos|Petros|Sofia|Stavros|Thanos|Vasilis|Zoe|Lydia|Marios',
    ),
    family: list(
      'Andreou|Borg|Christou|Dellis|Fenech|Galea|Ioannou|Kallis|Lambrou|Michas|Nikolaou|Pavlou|Rallis|Spiteri|Theodorou|Zammit',
    ),
  },
  slavic: {
    heads: list('Jas|Brzoz|Lip|Kamen|Nov|Star|Dub|Javor|Kalin|Mal|Orl|Pol|Rud|Sokol|Topol|Vish|Zel|Bor|Grab|Hrast'),
    tails: list('owice|grad|nik|any|ovec|ina|sko|ovo|olin|eva|in|nica|ar|ovka|ice|ec'),
    trades: list(
      'Mechanika|Logistika|Klinika|Pojistovna|Energo|Druk|Farma|Energia|Budowa|Trade|Banka|Potraviny|Transport|Optika',
    ),
    partners: list('* Sieci|* Systemy|* Informatyka|* Net|* Cloud|* Data|* Bezpečnost|* IT'),
    given: list(
      'Agata|Borys|Dana|Emil|Filip|Hana|Igor|Jana|Kamil|Lenka|Marek|Nela|Ondřej|Petra|Radek|Tereza|Vít|Wiktor|Zofia|Zuzana',
    ),
    family: list(
      'Adamik|Bielak|Chmela|Drozd|Fiala|Gajda|Hruska|Jurek|Kolar|Lasota|Mikus|Novotny|Orsag|Pavlik|Rybar|Sikora|Tomas|Urban|Vrba|Zelinka',
    ),
  },
  baltic: {
    heads: list('Kase|Mere|Laane|Saare|Ranna|Ozol|Liep|Berz|Kalna|Jura|Palu|Nurme|Veski|Zal'),
    tails: list('pää|mäe|kalda|vere|järve|kalns|upe|muiža|salu|mets'),
    trades: list('Tööstus|Logistika|Klinika|Kindlustus|Energia|Trükk|Farma|Ehitus|Kaubandus|Transports|Optika'),
    partners: list('* Andmed|* Tīkli|* IT|* Pilv|* Digital|* Data'),
    given: list('Aivar|Baiba|Dace|Evelin|Gints|Inga|Jaan|Kadri|Liis|Mārtiņš|Raimo|Sandra|Toomas|Una|Valdis|Zane'),
    family: list('Abols|Eglitis|Kask|Kalnins|Laan|Mägi|Ozols|Pärn|Rebane|Saar|Tamm|Vaher|Vītols|Zarins'),
  },
};

/** Gives out company and person names, never the same company twice. */
export class Names {
  readonly #random: Random;
  readonly #taken = new Set<string>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** `Birkhagen Datentechnik`: a partner's trading name, without its legal form. */
  partner(country: Country): string {
    const { partners } = WORDS[country.tongue];
    return this.#unique(() => this.#random.pick(partners).replace('*', this.#root(country.tongue)));
  }

  /** `Birkhagen Logistik GmbH`: an end customer. */
  customer(country: Country): string {
    const { trades } = WORDS[country.tongue];
    return this.#unique(
      () => `${this.#root(country.tongue)} ${this.#random.pick(trades)} ${this.#random.pick(country.forms)}`,
    );
  }

  person(country: Country): string {
    const { given, family } = WORDS[country.tongue];
    return `${this.#random.pick(given)} ${this.#random.pick(family)}`;
  }

  #root(tongue: Tongue): string {
    const { heads, tails } = WORDS[tongue];
    return this.#random.pick(heads) + this.#random.pick(tails);
  }

  #unique(make: () => string): string {
    for (;;) {
      const name = make();
      if (!this.#taken.has(name)) {
        this.#taken.add(name);
        return name;
      }
    }
  }
}

const ACCENTS = /[\u0300-\u036f]/g;

/** Spellings under which the same company turns up in other people's systems. */
export function spellings(name: string, country: Country): string[] {
  const [root, ...rest] = name.split(' ');
  const plain = name.normalize('NFD').replace(ACCENTS, '').replace(/ø/g, 'o').replace(/æ/g, 'ae');
  const short = rest.map((word) => (word.length > 6 ? `${word.slice(0, 3)}.` : word)).join(' ');
  const all = [`${name} ${country.forms[0]}`, plain, `${root} ${short}`, name.toUpperCase()];
  return [...new Set(all)].filter((spelling) => spelling !== name);
}
