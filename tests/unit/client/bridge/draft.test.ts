import { describe, expect, it } from 'vitest';
import { type Draft, draftFromText, textFromDraft } from '../../../../lib/client/bridge/draft.ts';
import { filled } from '../../chain/fixtures.ts';

const token = filled(20, 0x77);
const draft: Draft = {
  ...{ direction: 'out', lane: 'gateway', token, text: '1-40, 77', recipient: '0x12' },
  added: { token, kind: 2, decimals: 0, name: 'Birds', symbol: 'BIRD', isListed: false },
};

describe('a draft that is kept', () => {
  it('comes back as it was', () => {
    expect(draftFromText(textFromDraft(draft))).toEqual(draft);
    const { added: _, ...plain } = draft;
    expect(draftFromText(textFromDraft(plain))).toEqual(plain);
  });

  it('is none, if it is anything else', () => {
    const added = { ...draft.added, isListed: true };
    const others = ['', '{', 'null', '[]', '{}', JSON.stringify({ ...draft, lane: 'both' })];
    for (const text of [...others, JSON.stringify({ ...draft, added })]) {
      expect(draftFromText(text)).toBeUndefined();
    }
  });
});
