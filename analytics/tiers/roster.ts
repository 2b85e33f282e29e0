/** The partners of a program on a day: who they are, and the level they have. */

export interface RosterPartner {
  readonly id: string;
  readonly name: string;
  readonly type: string | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly owner: string | null;
  readonly agreementStart: string | null;
}
