import { describe, expect, it } from 'vitest';
import {
  acceptAction,
  answerAction,
  askAction,
  bountyAction,
  commentAction,
  deleteAction,
  editAction,
  flagAction,
  fundAction,
  hideAction,
  profileAction,
  QA_SESSION_ACTIONS,
  redeemAction,
  takeBackBountyAction,
  voteAction,
} from '../../../../lib/client/qa/actions.ts';
import { qa } from '../../../../lib/modules/qa/index.ts';

const QUESTION = { title: 'Why is the sky blue?', text: 'I wonder.', tags: ['sky', 'light'] };

function refusal(code: string) {
  return expect.objectContaining({ code });
}

describe('the actions of Ask', () => {
  it('are all those of the module, with exactly the fields it names', () => {
    const actions = [
      profileAction('Ada', ''),
      askAction(QUESTION),
      answerAction(1n, 'Because.'),
      commentAction(1n, 'Really?'),
      editAction({ id: 1n, edits: 2 }, QUESTION),
      voteAction(1n, 'up'),
      acceptAction(1n, 2n),
      flagAction(1n, 'spam'),
      hideAction(1n, true),
      deleteAction(1n),
      bountyAction(1n, 5n, 7),
      takeBackBountyAction(1n),
      redeemAction(25n),
      fundAction(1n),
    ];
    const named = actions.map(({ primaryType, fields }) => [primaryType, Object.keys(fields)]);
    const asked = qa.actions.map(({ primaryType, fields }) => [
      primaryType,
      fields.map(({ name }) => name),
    ]);
    expect(named).toEqual(asked);
  });

  it('are signed by a session where the module allows it', () => {
    const allowed = qa.actions.filter(({ bySession }) => bySession);
    expect(QA_SESSION_ACTIONS).toEqual(allowed.map(({ primaryType }) => primaryType));
  });

  it('join tags, count edits, and accept none', () => {
    expect(askAction(QUESTION).fields.tags).toBe('sky light');
    expect(editAction({ id: 3n, edits: 2 }, QUESTION).fields.edits).toBe(2n);
    expect(acceptAction(1n).fields.answer).toBe(0n);
  });

  it('are refused before anything is sent if they could never succeed', () => {
    expect(() => askAction({ ...QUESTION, title: 'Why?' })).toThrow(refusal('qa/title-length'));
    expect(() => askAction({ ...QUESTION, tags: [] })).toThrow(refusal('qa/tags-malformed'));
    expect(() => answerAction(1n, ' \n ')).toThrow(refusal('qa/text-empty'));
    expect(() => commentAction(1n, 'a'.repeat(1_025))).toThrow(refusal('qa/text-length'));
    expect(() => profileAction('weft', '')).toThrow(refusal('qa/name-reserved'));
    expect(() => bountyAction(1n, 0n, 7)).toThrow(refusal('qa/zero-amount'));
    expect(() => bountyAction(1n, 1n, 0)).toThrow(refusal('qa/bounty-days'));
    expect(() => redeemAction(0n)).toThrow(refusal('qa/zero-amount'));
  });
});
