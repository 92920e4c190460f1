import type { Position } from './positions.ts';
import type { Turn } from './search-games.ts';
import type { Move } from './thief-moves.ts';
import type { Leaf, Spend, Transfer } from './vault-state.ts';

/** A game in words, for people who want to learn what a rule is for. */
export function tellStory(position: Position, story: readonly Turn[]): string[] {
  return [...tellPosition(position), ...tellTurns(story)];
}

function tellPosition({ birth, depositor, leaves, laterLeaves, securedAt, signed }: Position) {
  const lines = [`- ${depositor} deposited the coin at ${birth}; owner secured it at ${securedAt}`];
  for (const transfer of signed) lines.push(`- ${transfer.from} signed ${nameOf(transfer)}`);
  for (const [coinBlock, leaf] of leaves.entries()) {
    if (leaf) lines.push(`- coin block ${coinBlock} holds ${nameOfLeaf(leaf)}`);
  }
  for (const [coinBlock, leaf] of laterLeaves.entries()) {
    if (leaf) lines.push(`- a later checkpoint says ${coinBlock} holds ${nameOfLeaf(leaf)}`);
  }
  return lines;
}

function tellTurns(story: readonly Turn[]): string[] {
  return story.map(({ tick, who, move }, index) => {
    const half = `half ${tick + 1}`;
    const mover = who === 'honest' && 'by' in move ? move.by : who;
    return `${index + 1}. ${half}, ${mover}: ${nameOfMove(move)}`;
  });
}

function nameOfMove(move: Move): string {
  switch (move.type) {
    case 'show':
      return `shows what coin block ${move.coinBlock} holds`;
    case 'wake':
      return 'makes the owner want to leave';
    case 'startExit':
      return `startExit with ${move.spends.map(nameOfSpend).join(', then ') || 'the deposit'}`;
    case 'challengeAfter':
    case 'challengeBetween':
      return `${move.type} of exit ${move.exit} with ${nameOfSpend(move.spend)}`;
    case 'challengeBefore':
      return `challengeBefore of exit ${move.exit} with what ${move.coinBlock} holds`;
    case 'walk':
      return `walk of exit ${move.exit} to ${move.steps.map(nameOfSpend).join(', then ')}`;
    case 'answer':
      return `answer for exit ${move.exit} with ${nameOfSpend(move.step)}`;
    case 'failExit':
    case 'withdrawChallengeBond':
      return `${move.type} of exit ${move.exit}, challenged at ${move.coinBlock}`;
    default:
      return `${move.type} of exit ${move.exit}`;
  }
}

function nameOfSpend({ transfer, coinBlock, signer, isLater }: Spend): string {
  const forged = signer && signer !== transfer.from ? `, signed by ${signer}` : '';
  return `${coinBlock} (${nameOf(transfer)}${forged}${isLater ? ', by a later checkpoint' : ''})`;
}

function nameOfLeaf(leaf: Exclude<Leaf, undefined>): string {
  return leaf === 'junk' ? 'junk' : nameOf(leaf);
}

function nameOf({ parent, from, to, lastCoinBlock }: Transfer): string {
  const until = lastCoinBlock < 50 ? `, until ${lastCoinBlock}` : '';
  const twin = lastCoinBlock > 99 ? ', another' : '';
  return `${from} to ${to} of ${parent}${until}${twin}`;
}
