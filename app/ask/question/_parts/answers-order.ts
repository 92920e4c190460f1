import type { AnswerView } from '../../../../lib/client/qa/views.ts';

export const ANSWERS_ORDERS = ['votes', 'oldest', 'newest'] as const;
export type AnswersOrder = (typeof ANSWERS_ORDERS)[number];

/** Whoever accepted an answer said which one to read first; the others keep their order. */
export function acceptedFirst(answers: readonly AnswerView[]): AnswerView[] {
  return [
    ...answers.filter(({ isAccepted }) => isAccepted),
    ...answers.filter(({ isAccepted }) => !isAccepted),
  ];
}
