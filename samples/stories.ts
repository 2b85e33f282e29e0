/**
 * The stories planted in the sample, by the ids under which they can be found. The generator fills this in as it
 * plants them; `samples/out/stories.json` holds the result, and tests of findings and audits compare with it.
 */
export interface Stories {
  /** Bookings of the last four quarters end 0.3 to 2.5 percent under the next level. */
  readonly justUnderLevel: readonly {
    readonly partner: string;
    readonly level: string;
    readonly threshold: number;
    /** EUR, two decimals. */
    readonly bookings: string;
  }[];
  /** The region whose payouts, earned from `from` on, mostly come weeks after they were due. */
  readonly paidLate: { readonly region: string; readonly from: string };
  /** Level rebates at the rate of the level the partner had lost. */
  readonly wrongLevelRate: readonly WrongRate[];
  /** Volume rebates at the rate of a band that the quarter's bookings did not reach. */
  readonly wrongBand: readonly WrongRate[];
  /** The same earning under two payout ids. */
  readonly paidTwice: readonly { readonly payout: string; readonly repeats: string; readonly amount: string }[];
  /** Refunded deals whose level rebate was kept. */
  readonly notTakenBack: readonly { readonly deal: string; readonly creditNote: string; readonly amount: string }[];
  /** Level rebates of the quarter after a rise, still at the rate of the level before. */
  readonly formerLevelRate: readonly WrongRate[];
  /** Volume rebates at the band below the one that the quarter's bookings had reached. */
  readonly missedBand: readonly WrongRate[];
  /** Level rebates on the first line of a deal instead of all of it. */
  readonly partOfDeal: readonly {
    readonly payout: string;
    readonly paidBase: string;
    readonly rightBase: string;
    readonly paidAmount: string;
    readonly rightAmount: string;
  }[];
  /** Payouts of the right figure in euros, which the deal has in another currency. */
  readonly wrongCurrency: readonly {
    readonly payout: string;
    readonly deal: string;
    readonly amount: string;
    readonly paidIn: string;
    readonly owedIn: string;
  }[];
  /** Earnings without a payout, by deal or, without one, for the quarter that ends on `earnedOn`. */
  readonly notPaid: readonly {
    readonly partner: string;
    readonly program: string;
    readonly deal: string | null;
    readonly earnedOn: string;
    readonly amount: string;
  }[];
  /** Negative deals and the deals that they take back. */
  readonly refunds: readonly { readonly creditNote: string; readonly deal: string }[];
  /** MDF claims by the rule they break; payout ids. */
  readonly mdfOverApproval: readonly string[];
  readonly mdfMissingProof: readonly string[];
  /** The later use of a proof; the reference occurs on one other claim. */
  readonly mdfReusedProof: readonly { readonly payout: string; readonly proof: string }[];
  readonly mdfLateClaim: readonly string[];
  readonly mdfActivityBeforeApproval: readonly string[];
  /** Approved requests of the current year that nobody has claimed; the fund lapses on `lapsesOn`. */
  readonly mdfUnclaimed: { readonly payouts: readonly string[]; readonly lapsesOn: string };
  /** Two partners registered the same customer and product within four weeks. */
  readonly registrationConflicts: readonly {
    readonly customer: string;
    readonly product: string;
    readonly deals: readonly [string, string];
    readonly bothApproved: boolean;
  }[];
  /** Open registrations undecided for more than five days. */
  readonly waitingRegistrations: readonly string[];
  /** Open deals whose protection ends within 31 days after the history. */
  readonly expiringRegistrations: readonly string[];
  /** Business in the first year and a half, nothing since, agreement still in force. */
  readonly dormantPartners: readonly string[];
  /** The largest partner: its agreement ends within 90 days and it has no renewal open. */
  readonly agreementEnding: { readonly partner: string; readonly agreementEnd: string };
  /** Gold partners with exactly the certified people that Gold asks for, one of them about to lapse. */
  readonly goldAtTheMinimum: readonly {
    readonly partner: string;
    readonly person: string;
    readonly expiresOn: string;
  }[];
  /** A large partner whose business fell to a fraction. EUR of the last two half-years and the same ones before. */
  readonly steepDecline: {
    readonly partner: string;
    readonly from: string;
    readonly before: string;
    readonly after: string;
  };
  /** Won deals under partner ids that are not on the roster. */
  readonly unassignedDeals: readonly string[];
  /** Partners that appear under other spellings. */
  readonly spellings: readonly { readonly partner: string; readonly aliases: readonly string[] }[];
}

export interface WrongRate {
  readonly payout: string;
  readonly partner: string;
  /** Rates as decimal text, amounts in the currency of the payout. */
  readonly paidRate: string;
  readonly rightRate: string;
  readonly paidAmount: string;
  readonly rightAmount: string;
}
