import type { QuestionText } from '../../../../lib/client/qa/actions.ts';

/** A form at first. */
export const NOTHING_WRITTEN: QuestionText = { title: '', text: '', tags: [] };
