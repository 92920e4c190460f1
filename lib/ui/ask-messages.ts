import { ask } from './english/ask.ts';
import { askPeople } from './english/ask-people.ts';
import { askWriting } from './english/ask-writing.ts';

/** The words of Ask, apart from the others so that only its pages fetch them. */
export const askMessages = { ...ask, ...askPeople, writing: askWriting } as const;
