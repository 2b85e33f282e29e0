/** How the note begins that says who is to protect: it belongs to that list and to no other figure. */
export const TO_PROTECT = 'To protect';
