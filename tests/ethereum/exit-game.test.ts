import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { positions } from '../simulation/exit-game/positions.ts';
import { CHALLENGE_BOND, EXIT_BOND } from '../simulation/exit-game/vault-state.ts';
import { createRandom } from '../simulation/random.ts';
import { ContractBoard, HALF_SECONDS } from './exit-game/contract-board.ts';
import { EXPECTED } from './exit-game/coverage.ts';
import { type Counts, randomGame, wildPosition } from './exit-game/random-games.ts';
import { type Disagreement, referee } from './exit-game/referee.ts';
import { deployBridge } from './support/bridge.ts';
import { type Ethereum, startEthereum } from './support/ethereum.ts';
import { testValidators } from './support/validators.ts';

// EXIT_GAME_BOARDS=1000 plays on more boards, and EXIT_GAME_FROM=1 on others. Those from 3,400 on
// soon meet everything there is.
const BOARDS = Number(process.env.EXIT_GAME_BOARDS ?? 30);
const FROM = Number(process.env.EXIT_GAME_FROM ?? 3_400);
const GAMES_EACH = 6;

describe('the model of the Vault, on the Vault itself', () => {
  let ethereum: Ethereum;
  let board: ContractBoard;
  const counts: Counts = new Map();

  beforeAll(async () => {
    ethereum = await startEthereum();
    const bridge = await deployBridge(ethereum, {
      validators: testValidators('exit game', 1),
      rules: {
        window: BigInt(2 * HALF_SECONDS),
        exitBond: BigInt(EXIT_BOND),
        challengeBond: BigInt(CHALLENGE_BOND),
      },
    });
    board = new ContractBoard(ethereum, bridge);
  }, 60_000);
  afterAll(() => ethereum.stop());

  it(`agrees with it after each move of random games`, { timeout: 3_600_000 }, async () => {
    const found: { seed: number; disagreements: Disagreement[] }[] = [];
    const searched = [
      ...positions({ coinBlocks: 3, birth: 0 }),
      ...positions({ coinBlocks: 3, birth: 1 }),
    ];
    for (let seed = FROM; seed < FROM + BOARDS && found.length === 0; seed++) {
      const random = createRandom(seed, 'exit game');
      const position = random.chance(30) ? random.pick(searched) : wildPosition(random);
      await board.setUp(position);
      for (let game = 0; game < GAMES_EACH; game++) {
        const disagreements = await referee(board, randomGame(position, random, counts), counts);
        if (disagreements.length > 0) found.push({ seed, disagreements });
      }
    }
    expect(found).toEqual([]);
  });

  it('has met every kind of call, refusal and outcome there is', () => {
    const missing = EXPECTED.filter((what) => !counts.has(what));
    expect(missing).toEqual([]);
    expect([...counts.keys()].filter((what) => !EXPECTED.includes(what))).toEqual([]);
  });
});
