import { rescue } from './english/rescue.ts';

/** The words of the rescue page, which loads nothing of the others. */
export const rescueMessages = rescue;
