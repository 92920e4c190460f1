import { assert } from '../../../lib/core/assert.ts';
import { type Address, ZERO_ADDRESS } from '../../../lib/core/bytes.ts';
import { dutyOf } from '../../../lib/node/watchtower/duty-of.ts';
import type { Duty, ExitSituation } from '../../../lib/node/watchtower/exit-situation.ts';
import { holderOf, isHonest, knownSpends, leave, type Match, spendAt, tryCall } from './people.ts';
import type { Position } from './positions.ts';
import {
  type Call,
  type Exit,
  isWalked,
  openChallenges,
  PARTIES,
  type Party,
  WINDOW_TICKS,
} from './vault-state.ts';

/**
 * The honest of the game as the product's watchtower acts for them. Every call that it names has to
 * be one that the Vault takes.
 */
export function actByWatchtower(match: Match, position: Position): Call[] {
  const calls: Call[] = [];
  const holder = holderOf(match, position);
  for (let index = 0; index < match.state.exits.length; index++) {
    const { exitor } = match.state.exits[index] as Exit;
    const by = isHonest(exitor) ? exitor : holder?.party;
    if (!by) continue;
    for (;;) {
      const duty = dutyOf(situationOf(match, index, holder?.held ?? []));
      // What bonds become of is not part of the game.
      if (!duty || duty.call.startsWith('withdraw')) break;
      const made = callsOf(match, index, by, duty);
      assert(
        made.every((call) => tryCall(match, call, calls)),
        `the Vault takes ${duty.call}`,
      );
    }
  }
  if (holder && match.isAwake) leave(match, holder, calls);
  return calls;
}

function situationOf(match: Match, index: number, held: readonly number[]): ExitSituation {
  const { state } = match;
  const exit = state.exits[index] as Exit;
  const isDeposit = exit.signer === undefined;
  return {
    coin: {
      owner: addressOf(state.depositor),
      birth: BigInt(state.birth),
      isExited: state.takenBy !== undefined,
    },
    exit: {
      exitor: addressOf(exit.exitor),
      startedAtMs: exit.startedAt,
      state: exit.state === 'cancelled' ? 'settled' : exit.state,
      openChallenges: openChallenges(state, exit),
      signer: addressOf(exit.refuter ?? exit.signer),
      coinBlock: isDeposit ? 0n : BigInt(exit.coinBlock),
      parent: BigInt(exit.parent),
      lastCoinBlock: BigInt(exit.lastCoinBlock),
      headSigner: addressOf(exit.head?.signer),
      headParent: BigInt(exit.head?.parent ?? 0),
    },
    points: exit.challengers.flatMap((challenger, coinBlock) =>
      challenger
        ? {
            coinBlock: BigInt(coinBlock),
            challenger: addressOf(challenger),
            isWalked: isWalked(state, exit, coinBlock),
            isPaid: exit.paid[coinBlock] === true,
          }
        : [],
    ),
    transfers: knownSpends(match).map(({ transfer, coinBlock }) => ({
      coinBlock: BigInt(coinBlock),
      transfer: {
        parent: BigInt(transfer.parent),
        from: addressOf(transfer.from),
        to: addressOf(transfer.to),
        lastCoinBlock: BigInt(transfer.lastCoinBlock),
      },
    })),
    held: held.map(BigInt),
    isOurs: (account) => PARTIES.some((party) => isHonest(party) && addressOf(party) === account),
    ...{ nowMs: state.now, windowMs: WINDOW_TICKS, patienceMs: 0, knownCoinBlocks: 0n },
  };
}

function callsOf({ state }: Match, exit: number, by: Party, duty: Duty): Call[] {
  const spendOf = (coinBlock: bigint) => {
    const spend = spendAt(state, Number(coinBlock));
    assert(spend, 'a transfer that is known is shown');
    return spend;
  };
  switch (duty.call) {
    case 'challengeAfter':
    case 'challengeBetween':
      return [{ type: duty.call, by, exit, spend: spendOf(duty.coinBlock) }];
    case 'challengeBefore': {
      const coinBlock = Number(duty.coinBlock);
      return [{ type: duty.call, by, exit, coinBlock, leaf: state.leaves[coinBlock] }];
    }
    case 'walk':
      return [{ type: 'walk', by, exit, steps: duty.coinBlocks.map(spendOf) }];
    case 'failExit':
      return [{ type: 'failExit', by, exit, coinBlock: Number(duty.coinBlock) }];
    case 'challengeBirth':
    case 'finalizeExit':
      return [{ type: duty.call, by, exit }];
    default:
      return [];
  }
}

function addressOf(party: Party | 'vault' | undefined): Address {
  if (!party) return ZERO_ADDRESS;
  const place = party === 'vault' ? PARTIES.length : PARTIES.indexOf(party);
  return `0x${String(place + 1).padStart(40, '0')}`;
}
