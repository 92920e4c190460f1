/** A line of the table in contracts/README: what a transaction costs, may cost, and cost before. */
interface GasRow {
  /** As measured; `minus` another measurement, for what something costs more. */
  name: string;
  minus?: string;
  label?: string;
  /** Upper bound in thousands of gas, promised. */
  limit?: number;
  /** The same work in earlier systems; contracts/README says how that was measured. */
  before?: string;
}

const MANY = ', 2,000 transfers in a coin block';

/** In the order of the table. */
export const GAS_ROWS: readonly GasRow[] = [
  { name: 'submit, n = 4', before: 'Loom 81 k, one trusted signer; BANKEX 120 k' },
  { name: 'submit, n = 21', limit: 310 },
  { name: 'submit, n = 100', limit: 500 },
  {
    name: 'submit, n = 21, boundary',
    minus: 'submit, n = 21',
    label: 'submit, more for a boundary',
    limit: 35,
    before: 'Loom 285-304 k for 21, 1,203-1,278 k for 101',
  },
  { name: 'Gateway: deposit Eth', limit: 65, before: 'Loom 25 k, an event alone' },
  { name: 'Gateway: deposit Erc20', limit: 95, before: 'Loom 45 k' },
  { name: 'Gateway: deposit Erc721', before: 'Loom 100 k' },
  {
    name: 'Gateway: claim Eth',
    limit: 95,
    before: 'Loom 82-634 k for 4-101; Arbitrum 95-112 k; Optimism 293 k and more',
  },
  { name: 'Gateway: claim Erc20', limit: 95, before: 'Polygon 239 k' },
  { name: 'Gateway: claim Erc721', limit: 95, before: 'Loom 149-701 k for 4-101' },
  { name: 'Gateway: claim Eth, each of 50', limit: 55 },
  { name: 'Gateway: claim Erc20, each of 50', limit: 55 },
  { name: 'Gateway: claim Erc721, each of 50', limit: 55 },
  { name: 'Gateway: submit by 4 and claim Eth, in one' },
  { name: 'Gateway: escape of balance and stake' },
  { name: 'Gateway: refund' },
  { name: 'Vault: deposit Eth', limit: 130, before: 'Loom 174 k; BANKEX 108 k' },
  { name: 'Vault: deposit Erc20', before: 'Loom 201 k' },
  { name: 'Vault: deposit Erc721', before: 'Loom 280 k' },
  { name: 'Vault: exit of a deposit', limit: 130, before: 'Loom 172 k; BANKEX 523 k' },
  { name: `Vault: exit of a coin transferred once${MANY}`, limit: 230, before: 'Loom 457 k' },
  {
    name: `Vault: exit of a coin transferred twice${MANY}`,
    limit: 230,
    before: 'Loom 457 k; BANKEX 551 k',
  },
  { name: `Vault: challengeAfter${MANY}`, limit: 140, before: 'Loom 246 k' },
  { name: `Vault: challengeBetween${MANY}`, limit: 140, before: 'Loom 247 k' },
  { name: 'Vault: challengeBefore, by the deposit', limit: 150, before: 'Loom 191 k' },
  { name: `Vault: challengeBefore, by a leaf${MANY}`, limit: 150, before: 'Loom 364 k' },
  {
    name: 'Vault: walk, one step, 1 transfer in a coin block',
    limit: 90,
    before: 'Loom 250-265 k',
  },
  { name: `Vault: walk, one step${MANY}`, before: 'Loom 250-265 k' },
  {
    name: 'Vault: finalize with payment, Eth',
    before: 'Loom 68-73 k, and 57 k to withdraw; BANKEX never paid',
  },
  { name: 'Vault: finalize with payment, Erc20', before: 'Loom 68-73 k, and 65 k to withdraw' },
  { name: 'Vault: finalize with payment, Erc721', before: 'Loom 68-73 k, and 115 k to withdraw' },
  { name: 'Vault: failExit', before: 'Loom 96 k' },
  { name: 'Vault: bond back' },
];

export function gasOf({ name, minus }: GasRow, measured: Record<string, number>): number {
  return (measured[name] ?? Number.NaN) - (minus === undefined ? 0 : (measured[minus] ?? 0));
}

/** The table of contracts/README, in thousands of gas. */
export function gasTable(measured: Record<string, number>): string {
  const lines = GAS_ROWS.map((row) => {
    const gas = (gasOf(row, measured) / 1_000).toFixed(1);
    const limit = row.limit === undefined ? '' : `${row.limit} k`;
    return `| ${row.label ?? row.name} | ${gas} k | ${limit} | ${row.before ?? ''} |`;
  });
  return ['| transaction | gas | at most | before |', '|---|---:|---:|---|', ...lines].join('\n');
}
