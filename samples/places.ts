/** The 6 sales regions and 30 countries of the sample, with the currency business is done in and cities to sit in. */
export const REGIONS = [
  'DACH',
  'UK & Ireland',
  'Nordics',
  'Benelux & France',
  'Southern Europe',
  'Central & Eastern Europe',
] as const;
export type Region = (typeof REGIONS)[number];

export const CURRENCIES = ['EUR', 'GBP', 'CHF', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK', 'USD'] as const;
export type Currency = (typeof CURRENCIES)[number];

/** Which vocabulary companies and people of a country are named from. */
export type Tongue =
  | 'german'
  | 'english'
  | 'nordic'
  | 'finnish'
  | 'dutch'
  | 'french'
  | 'latin'
  | 'greek'
  | 'slavic'
  | 'baltic';

export interface Country {
  readonly name: string;
  readonly region: Region;
  readonly currency: Currency;
  readonly tongue: Tongue;
  /** Legal forms of companies. */
  readonly forms: readonly string[];
  readonly cities: readonly string[];
  /** Share of the network, relative to the other countries. */
  readonly weight: number;
}

const country = (
  name: string,
  region: Region,
  currency: Currency,
  tongue: Tongue,
  weight: number,
  forms: string,
  cities: string,
): Country => ({ name, region, currency, tongue, weight, forms: forms.split('|'), cities: cities.split('|') });

export const COUNTRIES: readonly Country[] = [
  country(
    'Germany',
    'DACH',
    'EUR',
    'german',
    64,
    'GmbH|AG|GmbH & Co. KG',
    'München|Hamburg|Köln|Leipzig|Stuttgart|Bremen',
  ),
  country('Austria', 'DACH', 'EUR', 'german', 16, 'GmbH|AG', 'Wien|Graz|Linz|Salzburg'),
  country('Switzerland', 'DACH', 'CHF', 'german', 20, 'AG|GmbH', 'Zürich|Bern|Basel|Luzern'),
  country(
    'United Kingdom',
    'UK & Ireland',
    'GBP',
    'english',
    58,
    'Ltd|plc',
    'London|Leeds|Bristol|Manchester|Glasgow|Cardiff',
  ),
  country('Ireland', 'UK & Ireland', 'EUR', 'english', 12, 'Ltd', 'Dublin|Cork|Galway'),
  country('Sweden', 'Nordics', 'SEK', 'nordic', 20, 'AB', 'Stockholm|Göteborg|Malmö|Uppsala'),
  country('Norway', 'Nordics', 'NOK', 'nordic', 12, 'AS', 'Oslo|Bergen|Trondheim'),
  country('Denmark', 'Nordics', 'DKK', 'nordic', 14, 'A/S|ApS', 'København|Aarhus|Odense'),
  country('Finland', 'Nordics', 'EUR', 'finnish', 13, 'Oy', 'Helsinki|Tampere|Turku|Oulu'),
  country('Iceland', 'Nordics', 'USD', 'nordic', 3, 'ehf.', 'Reykjavík|Akureyri'),
  country('Netherlands', 'Benelux & France', 'EUR', 'dutch', 26, 'BV|NV', 'Amsterdam|Utrecht|Eindhoven|Rotterdam'),
  country('Belgium', 'Benelux & France', 'EUR', 'dutch', 14, 'NV|BV', 'Antwerpen|Gent|Brussel|Leuven'),
  country('Luxembourg', 'Benelux & France', 'EUR', 'french', 4, 'SA|Sàrl', 'Luxembourg|Esch-sur-Alzette'),
  country('France', 'Benelux & France', 'EUR', 'french', 42, 'SAS|SA', 'Paris|Lyon|Nantes|Toulouse|Lille'),
  country('Spain', 'Southern Europe', 'EUR', 'latin', 24, 'SL|SA', 'Madrid|Barcelona|Valencia|Sevilla|Bilbao'),
  country('Portugal', 'Southern Europe', 'EUR', 'latin', 10, 'Lda|SA', 'Lisboa|Porto|Braga'),
  country('Italy', 'Southern Europe', 'EUR', 'latin', 28, 'Srl|SpA', 'Milano|Roma|Torino|Bologna|Napoli'),
  country('Greece', 'Southern Europe', 'EUR', 'greek', 8, 'AE|IKE', 'Athina|Thessaloniki|Patra'),
  country('Malta', 'Southern Europe', 'EUR', 'greek', 3, 'Ltd', 'Valletta|Sliema'),
  country('Cyprus', 'Southern Europe', 'EUR', 'greek', 3, 'Ltd', 'Nicosia|Limassol'),
  country(
    'Poland',
    'Central & Eastern Europe',
    'PLN',
    'slavic',
    18,
    'Sp. z o.o.|SA',
    'Warszawa|Kraków|Wrocław|Gdańsk|Poznań',
  ),
  country('Czechia', 'Central & Eastern Europe', 'CZK', 'slavic', 11, 's.r.o.|a.s.', 'Praha|Brno|Ostrava'),
  country('Slovakia', 'Central & Eastern Europe', 'EUR', 'slavic', 4, 's.r.o.', 'Bratislava|Košice'),
  country('Hungary', 'Central & Eastern Europe', 'EUR', 'slavic', 6, 'Kft.|Zrt.', 'Budapest|Debrecen|Szeged'),
  country('Romania', 'Central & Eastern Europe', 'EUR', 'latin', 8, 'SRL|SA', 'București|Cluj-Napoca|Timișoara'),
  country('Bulgaria', 'Central & Eastern Europe', 'EUR', 'slavic', 4, 'EOOD|AD', 'Sofia|Plovdiv|Varna'),
  country('Slovenia', 'Central & Eastern Europe', 'EUR', 'slavic', 4, 'd.o.o.', 'Ljubljana|Maribor'),
  country('Croatia', 'Central & Eastern Europe', 'EUR', 'slavic', 4, 'd.o.o.', 'Zagreb|Split|Rijeka'),
  country('Estonia', 'Central & Eastern Europe', 'EUR', 'baltic', 4, 'OÜ|AS', 'Tallinn|Tartu'),
  country('Latvia', 'Central & Eastern Europe', 'EUR', 'baltic', 3, 'SIA|AS', 'Rīga|Liepāja'),
];
