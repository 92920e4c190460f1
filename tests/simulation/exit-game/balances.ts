import {
  CHALLENGE_BOND,
  EXIT_BOND,
  type Exit,
  isWalked,
  type Party,
  type VaultState,
} from './vault-state.ts';

/** Wei that each gained or lost by bonds so far; what was burnt is nobody's. */
export type Balances = Record<Party | 'nobody', number>;

export function balancesOf(state: VaultState): Balances {
  const balances: Balances = { owner: 0, buyer: 0, thief: 0, helper: 0, nobody: 0 };
  for (const exit of state.exits) {
    balances[exit.exitor] -= EXIT_BOND;
    addExitBond(balances, state, exit);
    for (const [coinBlock, challenger] of exit.challengers.entries()) {
      if (!challenger) continue;
      balances[challenger] -= CHALLENGE_BOND;
      if (!exit.paid[coinBlock]) continue;
      const winner = isWalked(state, exit, coinBlock) ? exit.exitor : challenger;
      balances[winner] += CHALLENGE_BOND;
    }
  }
  return balances;
}

function addExitBond(balances: Balances, { rules }: VaultState, exit: Exit): void {
  if (exit.state === 'cancelled') balances[exit.exitor] += EXIT_BOND;
  if (exit.state !== 'settled') return;
  if (!exit.refuter) {
    balances[exit.exitor] += EXIT_BOND;
    return;
  }
  const reward = rules.halfOfBondIsBurnt ? Math.floor(EXIT_BOND / 2) : EXIT_BOND;
  balances[exit.refuter] += reward;
  balances.nobody += EXIT_BOND - reward;
}
