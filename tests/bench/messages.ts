import type { Topic } from '../../lib/node/ports.ts';
import { installKeccakWasm } from '../../lib/platform/signatures/keccak-wasm.ts';
import type { BlsCosts } from './support/bls-costs.ts';
import { type Measurement, report } from './support/report.ts';
import { startVirtualCommittee } from './support/virtual-committee.ts';

// What all validators together publish for a block of one transfer while there is one a second, in
// virtual time: the encoded messages, before gossip signs, repeats and encrypts them.

const SIZES = [4, 21];
const BLOCKS = 20;
const MIN_BLOCK_MS = 1_000;
const FREE: BlsCosts = { verifyMs: () => 0, aggregateMs: () => 0, signMs: 0 };

await installKeccakWasm();
const rows: Measurement[] = [];
for (const validators of SIZES) rows.push(...(await publishedBy(validators)));
report(rows);

async function publishedBy(validators: number): Promise<Measurement[]> {
  const published = new Map<Topic, { messages: number; bytes: number }>();
  const committee = await startVirtualCommittee({
    validators,
    minBlockMs: MIN_BLOCK_MS,
    delayMs: () => 50,
    costs: FREE,
    onPublish(topic, { length }) {
      const { messages, bytes } = published.get(topic) ?? { messages: 0, bytes: 0 };
      published.set(topic, { messages: messages + 1, bytes: bytes + length });
    },
  });
  published.clear();
  const before = committee.blocks.size;
  for (let sent = 0; sent < BLOCKS; sent++) {
    void committee.send(sent % validators);
    await committee.pass(MIN_BLOCK_MS);
  }
  await committee.stop();
  const blocks = committee.blocks.size - before;
  return [...published].flatMap(([topic, { messages, bytes }]) => [
    {
      what: `n = ${validators}: ${topic} for a block`,
      measured: messages / blocks,
      unit: 'messages',
    },
    { what: 'their payload', measured: bytes / blocks, unit: 'bytes' },
  ]);
}
