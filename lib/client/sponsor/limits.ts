// Bounds of what a page reads of sponsors.

/** A link has some 350 characters behind the address of the site. */
export const MAX_INVITATION_LINK_LENGTH = 2_048;
