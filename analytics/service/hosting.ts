/** What a host tells the thread or process that the engine runs in. The port of a new session travels beside it. */
export type HostMessage =
  /** A page with this opening will connect soon: open it meanwhile. */
  | { readonly kind: 'warm'; readonly opening: Opening }
  | { readonly kind: 'connect'; readonly opening?: Opening }
  /** Close the workspaces and end. */
  | { readonly kind: 'close' };

/** What a new session has open before its page asks for anything. */
export type Opening = { readonly workspace: string } | { readonly sample: true };
