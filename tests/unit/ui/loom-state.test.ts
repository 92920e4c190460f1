import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_LOOM_BLOCKS, MAX_LOOM_MISSED_VIEWS } from '../../../lib/core/limits.ts';
import { loomRows } from '../../../lib/ui/loom/loom-rows.ts';
import { EMPTY_LOOM, type LoomAction, reduceLoom } from '../../../lib/ui/loom/loom-state.ts';
import { blockOf, certificate, hashOf, proposal, vote, woven } from './loom-fixtures.ts';

describe('a pass of the weft', () => {
  it('hangs loose when proposed, and each vote pins it as it arrives', () => {
    const state = woven([proposal(1), vote('notarize', 1, 2), vote('notarize', 1, 0)]);
    expect(state.passes).toMatchObject([
      { view: 1n, height: 1n, notarize: [0, 2], finalize: [], certificate: 'none' },
    ]);
  });

  it('takes votes that arrive before their proposal', () => {
    const early = woven([vote('notarize', 1, 3)]);
    expect(early.passes[0]).toMatchObject({ notarize: [3], hash: hashOf(1) });
    expect(early.passes[0]?.height).toBeUndefined();
    expect(woven([proposal(1)], early).passes[0]).toMatchObject({ notarize: [3], height: 1n });
  });

  it('drops votes for another block when the proposal says which it is', () => {
    const state = woven([vote('notarize', 1, 3, 9), proposal(1), vote('notarize', 1, 2, 9)]);
    expect(state.passes[0]?.notarize).toEqual([]);
  });

  it('is notarized by a certificate that also names voters it had not seen', () => {
    const state = woven([
      proposal(1),
      vote('notarize', 1, 0),
      certificate('notarization', 1, [1, 2, 3]),
      vote('finalize', 1, 1),
    ]);
    expect(state.passes[0]).toMatchObject({
      notarize: [0, 1, 2, 3],
      finalize: [1],
      certificate: 'notarization',
    });
  });

  it('holds exactly the signers of the certificate once it closed, whatever comes later', () => {
    const state = woven([
      proposal(1),
      vote('finalize', 1, 0),
      certificate('finalization', 1, [1, 2, 3]),
      vote('finalize', 1, 0),
      certificate('notarization', 1, [0, 1, 2]),
    ]);
    expect(state.passes[0]).toMatchObject({ finalize: [1, 2, 3], certificate: 'finalization' });
  });

  it('becomes a row when its block is final, and so do passes below it', () => {
    const state = woven([
      proposal(1),
      proposal(2),
      { type: 'final', block: blockOf(2, [0, 1, 3]) },
    ]);
    expect(state.passes).toEqual([]);
    expect(state.blocks.map((block) => block.height)).toEqual([2n]);
  });

  it('is one of two at most, the newest', () => {
    const state = woven([proposal(1), proposal(2), proposal(3)]);
    expect(state.passes.map((pass) => pass.view)).toEqual([2n, 3n]);
  });

  it('is taken down when events were missed', () => {
    const before = woven([{ type: 'final', block: blockOf(1, [0]) }, proposal(2)]);
    const after = woven([{ type: 'gap' }], before);
    expect(after.passes).toEqual([]);
    expect(after.blocks).toBe(before.blocks);
  });
});

describe('a missed view', () => {
  it('leaves a bare row until the next block says how many there were', () => {
    const missed = woven([
      { type: 'final', block: blockOf(1, [0, 1, 2]) },
      proposal(2),
      certificate('nullification', 2, [1, 2, 3]),
    ]);
    expect(missed.passes).toEqual([]);
    expect(loomRows(missed).map((row) => row.kind)).toEqual(['missed', 'block']);
    const block = blockOf(2, [1, 2, 3], { view: 3n, missedViews: 1 });
    const next = woven([proposal(3, 2), { type: 'final', block }], missed);
    expect(loomRows(next).map((row) => row.kind)).toEqual(['block', 'missed', 'block']);
    expect(next.missed).toEqual([]);
  });

  it('keeps a notarized thread, which may become final through a child', () => {
    const state = woven([
      proposal(1),
      certificate('notarization', 1, [0, 1, 2]),
      certificate('nullification', 1, [1, 2, 3]),
    ]);
    expect(state.passes.map((pass) => pass.view)).toEqual([1n]);
  });

  it('shows votes to skip without a thread', () => {
    const state = woven([vote('nullify', 4, 1)]);
    expect(state.passes).toMatchObject([{ view: 4n, nullify: [1] }]);
    expect(state.passes[0]?.height).toBeUndefined();
  });

  it('is kept in bounded number', () => {
    const many = Array.from({ length: MAX_LOOM_MISSED_VIEWS + 9 }, (_, i) =>
      certificate('nullification', i + 1, [0]),
    );
    expect(woven(many).missed).toHaveLength(MAX_LOOM_MISSED_VIEWS);
  });
});

describe('the cloth', () => {
  it('keeps blocks in order and in bounded number, each once', () => {
    const blocks = Array.from({ length: MAX_LOOM_BLOCKS + 5 }, (_, i) => blockOf(i + 1, [0]));
    const state = woven([
      { type: 'blocks', blocks },
      { type: 'final', block: blocks.at(-1) as (typeof blocks)[0] },
    ]);
    expect(state.blocks).toHaveLength(MAX_LOOM_BLOCKS);
    expect(state.blocks[0]?.height).toBe(BigInt(blocks.length));
  });

  it('does not move for events of views that are woven', () => {
    const state = woven([{ type: 'final', block: blockOf(5, [0, 1, 2]) }]);
    const late = [
      proposal(5),
      vote('notarize', 4, 3),
      vote('finalize', 5, 3),
      certificate('nullification', 3, [0]),
      certificate('finalization', 5, [0, 1, 2, 3]),
    ];
    for (const event of late) expect(reduceLoom(state, event)).toBe(state);
  });

  it('does not move for a vote that has already arrived', () => {
    const state = woven([proposal(1), vote('notarize', 1, 0)]);
    expect(reduceLoom(state, vote('notarize', 1, 0))).toBe(state);
  });

  it('shows the signers of 50 certificates bit by bit, whatever votes came before', () => {
    const signerSets = fc.array(fc.uniqueArray(fc.nat(20), { minLength: 1 }), {
      minLength: 50,
      maxLength: 50,
    });
    fc.assert(
      fc.property(signerSets, fc.array(fc.nat(20), { maxLength: 12 }), (sets, voters) => {
        let state = EMPTY_LOOM;
        const blocks = sets.map((signers, i) =>
          blockOf(
            i + 1,
            [...signers].sort((a, b) => a - b),
          ),
        );
        for (const block of blocks) {
          const height = Number(block.height);
          const votes = voters.map((signer) => vote('finalize', height, signer));
          state = woven([proposal(height), ...votes, { type: 'final', block }], state);
        }
        const drawn = loomRows(state).flatMap((row) =>
          row.kind === 'block' ? [row.block.certificate.signers] : [],
        );
        expect(drawn).toEqual(blocks.map((block) => block.certificate.signers).reverse());
      }),
      { numRuns: 30 },
    );
  });
});

describe('a new epoch', () => {
  const first = { epoch: 1n, view: 1n };
  const boundary: LoomAction = { type: 'final', block: blockOf(50, [0, 1, 2]) };

  it('begins again at view 1', () => {
    const state = woven([
      boundary,
      { ...proposal(51), ...first },
      { ...vote('notarize', 51, 2), ...first },
    ]);
    expect(state.passes).toMatchObject([{ ...first, height: 51n, notarize: [2] }]);
    const block = blockOf(51, [0, 1, 2], first);
    expect(woven([{ type: 'final', block }], state)).toMatchObject({ passes: [], missed: [] });
  });

  it('changes nothing of the one before', () => {
    const state = woven([boundary, { ...proposal(51), ...first }]);
    expect(
      woven([vote('notarize', 50, 3), certificate('nullification', 49, [0, 1, 2])], state),
    ).toBe(state);
  });

  it('takes down its root where that was proposed again in a later view', () => {
    const again = { ...proposal(52, 50), view: 52n };
    expect(woven([again]).passes).toHaveLength(1);
    expect(woven([again, boundary]).passes).toEqual([]);
  });
});
