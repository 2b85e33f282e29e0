/** What rating a plan answers. Money is exact decimal text in the currency of the plan. */

/** What a limit of a plan line took from its payees, before rounding. */
export interface LostTo {
  readonly line: string;
  readonly limit:
    | 'floor'
    | 'cap base'
    | 'cap rate'
    | 'cap deal'
    | 'cap partner'
    | 'pool'
    | 'carried forward'
    | 'held back'
    | 'claim';
  readonly amount: string;
  readonly payees: number;
}
