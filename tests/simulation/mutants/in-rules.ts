import { type Edit, type Mutant, mutant } from './mutant.ts';

const RULES = 'lib/consensus/rules.ts';

/**
 * In lib/consensus/rules.ts: every rule, and every guard of a rule that others rely on. Where
 * `assertion` is first, there is nothing else to see: a loop has no other end, and what was not
 * executed has no state to go on from.
 */
export const IN_RULES: readonly Mutant[] = [
  inRules(
    'assemble: checks the same votes again and again',
    'if (tally.checking || record.certificates',
    'if (record.certificates',
    'assertion',
  ),
  inRules(
    'enlarge: asks for checks without end',
    '      !tally.checking &&\n      uncheckedVotes(tally).length > 0 &&\n',
    '',
    'assertion',
  ),
  inRules(
    'enter: stays armed',
    '  state.armedAt = undefined;\n  state.retriedAt',
    '  state.retriedAt',
    'conduct',
  ),
  inRules(
    'enter: prefers the lowest certificate',
    'const certificate = record.view > ended ? preferredCertificate(record) : undefined;',
    'const certificate = entry ? undefined : preferredCertificate(record);',
    undefined,
    [
      {
        file: RULES,
        search: "  assert(!record.mine[FINALIZE], 'no finalize vote in the current view');\n",
        replace: '',
      },
    ],
  ),
  inRules(
    'finalizeChain: does not wait for blocks',
    "  if (status !== 'valid' || isWrong) return false;\n  const chain",
    '  const chain',
    'assertion',
  ),
  inRules(
    'finalizeChain: shows a notarization as proof',
    'const certificate = viewRecord(t, state.settled).certificates[FINALIZE];',
    'const { [NOTARIZE]: weak, [FINALIZE]: full } = viewRecord(t, state.settled).certificates;\n' +
      'const certificate = weak ?? full;',
    'I13',
  ),
  inRules(
    'finalizeChain: reports only the last block',
    'blocks: chain.map((entry) => entry.block)',
    'blocks: chain.slice(-1).map((entry) => entry.block)',
    'I1',
  ),
  inRules(
    'finalizeChain: the boundary does not end the epoch',
    "t.effects.push({ type: 'epoch-ended', block: last, certificate });",
    '',
  ),
  inRules(
    'raiseFloor: keeps views that are over',
    'dropViews(t, (view) => view <= state.floor.view);',
    '',
  ),
  inRules('arm: always', '!hasWork(t)) return false;', 'false) return false;', 'I11'),
  inRules('arm: never', '  state.armedAt = now;\n  return true;', '  return false;', 'I15'),
  inRules(
    'propose: anybody does',
    'if (record.leader !== state.config.self?.index || record.build',
    'if (record.build',
  ),
  inRules(
    'propose: builds without end',
    "if (record.leader !== state.config.self?.index || record.build !== 'none') return false;",
    'if (record.leader !== state.config.self?.index) return false;',
    'assertion',
  ),
  mutant(
    'propose: a child of the boundary',
    RULES,
    'if (parent.certificate && isLastOfEpoch(state.config, parent.header)) {',
    'if (parent.certificate && state.view === 0n) {',
    undefined,
    { safetyMs: 120_000 },
  ),
  inRules(
    'propose: does not wait for the block time',
    'if (now < state.enteredAt + pauseMs) {',
    'if (now < 0) {',
  ),
  inRules(
    'propose: with the time of its clock, however early',
    'timestampMs: Math.max(wall, earliestMs)',
    'timestampMs: wall',
  ),
  inRules(
    'walkBack: builds on what it has not executed',
    "if (hash && chainStatus(t, hash) === 'valid') {",
    'if (hash) {',
    'assertion',
  ),
  inRules(
    'walkBack: builds on the floor whatever came after it',
    'for (let view = state.view - 1n; view > state.floor.view; view--) {',
    'for (let view = state.floor.view; view > state.floor.view; view--) {',
  ),
  inRules(
    'notarize: what was not executed',
    "if (chainStatus(t, hash) !== 'valid' || !canVote(state)) return false;",
    'if (!canVote(state)) return false;',
    'assertion',
  ),
  inRules(
    'notarize: twice',
    'if (record.mine[NOTARIZE] || record.mine[NULLIFY]) return false;\n  const aheadMs',
    'if (record.mine[NULLIFY]) return false;\n  const aheadMs',
    'assertion',
  ),
  inRules(
    'notarize: after nullify',
    'if (record.mine[NOTARIZE] || record.mine[NULLIFY]) return false;\n  const aheadMs',
    'if (record.mine[NOTARIZE]) return false;\n  const aheadMs',
    'I2',
  ),
  inRules(
    'notarize: what is from the future',
    'if (aheadMs > 0 && !content.justify) {',
    'if (aheadMs > 9e9) {',
    'time',
  ),
  inRules(
    'voteFinalize: after nullify',
    'if (record.mine[NULLIFY] || record.mine[FINALIZE]) continue;',
    'if (record.mine[FINALIZE]) continue;',
    'I2',
  ),
  inRules(
    'voteFinalize: the oldest block that is not final, in the view of the newest',
    'castVote(t, FINALIZE, record.view, digest);',
    'castVote(t, FINALIZE, record.view, unfinalizedChain(state, digest)[0]?.hash ?? digest);',
    'I5',
  ),
  inRules(
    'voteFinalize: twice',
    'if (record.mine[NULLIFY] || record.mine[FINALIZE]) continue;',
    'if (record.mine[NULLIFY]) continue;',
    'assertion',
  ),
  inRules(
    'voteFinalize: what was not executed',
    "if (status !== 'valid' || !canVote(state)) continue;",
    'if (!canVote(state)) continue;',
    'assertion',
  ),
  inRules(
    'nullify: twice',
    'state.armedAt === undefined || record.mine[NULLIFY]) return false;',
    'state.armedAt === undefined) return false;',
    'assertion',
  ),
  inRules(
    'nullify: never for lateness',
    'if (!hasFailedLeader(t, record) && !isOverdue(t, record, state.armedAt)) return false;',
    'if (!hasFailedLeader(t, record)) return false;',
  ),
  inRules(
    'nullify: no deadline for the view',
    'const isLate = t.now >= deadlines.view;',
    'const isLate = false;',
  ),
];

function inRules(
  name: string,
  search: string,
  replace: string,
  first?: string,
  more: readonly Edit[] = [],
): Mutant {
  const edits = [{ file: RULES, search, replace }, ...more];
  return { name, edits, ...(first !== undefined && { first }) };
}
