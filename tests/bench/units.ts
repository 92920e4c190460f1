import { itemsIn, unitsOf } from '../../lib/chain/fees.ts';
import { digestOfTransaction } from '../../lib/chain/typed-data.ts';
import { assert } from '../../lib/core/assert.ts';
import { createNativeSignatures } from '../../lib/platform/nodejs/native-signatures.ts';
import { installKeccakWasm } from '../../lib/platform/signatures/keccak-wasm.ts';
import { createKeySecrets, publicKeysOf } from '../../lib/platform/signatures/key-secrets.ts';
import { createNetworkKeyProof } from '../../lib/platform/signatures/network-key-proof.ts';
import { createProofOfPossession } from '../../lib/platform/signatures/proof-of-possession.ts';
import { createBridgeLoad } from './support/bridge-load.ts';
import type { Load } from './support/load.ts';
import { createQaLoad } from './support/qa-load.ts';
import { type Measurement, report } from './support/report.ts';
import { createSessionLoad } from './support/session-load.ts';
import { signatureCosts } from './support/signature-costs.ts';
import { createStakingLoad } from './support/staking-load.ts';
import { addressAt, createSender, secretAt } from './support/transfers.ts';

// What each action costs a node at its worst, in units: a transfer's units say what a unit is. The
// validator of these actions has every place taken and four parts of each delegation unbonding.

const ROUNDS = 15;
const CALLS = 20;

await installKeccakWasm();
const signatures = await createNativeSignatures();
const staking = await createStakingLoad();
const { chain } = staking;
const recoveryMs = await recovery();
const proofMs = await proof();
const { session: sessionMs } = await signatureCosts(chain);
const loads = [await createBridgeLoad(), await createQaLoad(), await createSessionLoad(), staking];
const declared = new Map(loads.flatMap((load) => [...unitsIn(load)]));
const costs = new Map<string, number>();
for (const load of loads) for (const [name, ms] of await costsOf(load)) costs.set(name, ms);
const transferMs = costs.get('BankTransfer') as number;
const unitMs = transferMs / (declared.get('BankTransfer') as number);
const rows: Measurement[] = [...costs].map(([name, ms]) => ({
  what: `${name}, at its worst`,
  measured: ms / unitMs,
  unit: 'units',
  target: { limit: declared.get(name) as number, direction: 'at most' },
  ratio: { value: ms / transferMs, of: 'a transfer' },
}));
report([...rows, { what: 'a unit', measured: unitMs * 1_000, unit: 'µs of CPU' }]);

/** Of each action: its signatures, its proof, and its part of a block. */
async function costsOf({ chain, actions, execute }: Load): Promise<Map<string, number>> {
  const emptyMs = await leastMs(() => execute([]));
  const found = new Map<string, number>();
  for (const [name, transactions] of actions) {
    const blockMs = await leastMs(() => execute(transactions));
    const { primaryType, session } = transactions[0]?.transaction ?? {};
    const { possession, cosignature } = chain.registry.get(primaryType ?? name).definition;
    const executionMs = (blockMs - emptyMs) / transactions.length;
    const signedMs = session ? sessionMs : (cosignature ? 2 : 1) * recoveryMs;
    found.set(name, signedMs + executionMs + (possession ? proofMs : 0));
  }
  return found;
}

/** Of each action, with the lists and texts it is measured with: as many for every sender. */
function unitsIn({ chain, actions }: Load): [string, number][] {
  return [...actions].map(([name, [first]]) => {
    assert(first, 'an action of a load has a sender');
    const { definition } = chain.registry.get(first.transaction.primaryType);
    return [name, unitsOf(definition, itemsIn(first.transaction.fields))];
  });
}

async function recovery(): Promise<number> {
  const { transaction } = createSender(chain, secretAt(0)).transfer(addressAt(1), 0);
  const { definition } = chain.registry.get('BankTransfer');
  const digest = digestOfTransaction(chain.domain, definition, transaction);
  const { signature } = transaction;
  return leastMs(async () => {
    const [signer] = await signatures.recoverAddresses([{ digest, signature }]);
    assert(signer === transaction.account, 'the signature is of its account');
  });
}

/** The slower of the two libraries decides: that of seeds. */
async function proof(): Promise<number> {
  const secrets = createKeySecrets(`0x${'11'.repeat(20)}`);
  const { account, blsSecret, networkSecret } = secrets;
  const { genesisHash } = chain;
  const { blsKey, networkKey: key } = publicKeysOf(secrets);
  const network = { key, proof: createNetworkKeyProof(networkSecret, { genesisHash, account }) };
  const made = createProofOfPossession(blsSecret, { genesisHash, account });
  return leastMs(async () => {
    const claim = { blsKey, genesisHash, account, proof: made, network };
    assert((await signatures.verifyPossessions([claim]))[0], 'the proof holds');
  });
}

/** Processor time of a call; the least of several rounds, since nothing makes it quicker. */
async function leastMs(call: () => Promise<void>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    for (let i = 0; i < CALLS; i++) await call();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1_000 / CALLS);
  }
  return least;
}
