import { existsSync, readFileSync } from 'node:fs';
import {
  type Abi,
  createTestClient,
  decodeAbiParameters,
  decodeErrorResult,
  decodeFunctionResult,
  encodeFunctionData,
  type Hex,
  http,
} from 'viem';
import type { Address } from '../../../lib/core/bytes.ts';
import { checkpointsAbi } from '../../../lib/core/contracts/checkpoints-abi.generated.ts';
import { gatewayAbi } from '../../../lib/core/contracts/gateway-abi.generated.ts';
import { vaultAbi } from '../../../lib/core/contracts/vault-abi.generated.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import { type Ethereum, startEthereum } from '../../ethereum/support/ethereum.ts';

/** A function of a contract in contracts/test/harness and what to ask it. */
export type Question = readonly [name: string, ...args: unknown[]];

/** What the contracts say: a value, or the name of the error with which they refuse. */
export type Answer = { value: unknown } | { refusal: string };

/** The contracts' own encodings, on an Ethereum of this test alone. */
export interface Harness {
  ethereum: Ethereum;
  address: Address;
  /** Answers in the order of the questions, all in one call. */
  ask(questions: readonly Question[]): Promise<Answer[]>;
  stop(): Promise<void>;
}

export interface Artifact {
  abi: Abi;
  bytecode: Hex;
}

export async function startHarness(
  contract: 'Harness' | 'VaultHarness' = 'Harness',
): Promise<Harness> {
  const { abi, bytecode } = readArtifact(contract);
  const ethereum = await startEthereum();
  await createTestClient({ mode: 'anvil', transport: http(ethereum.url) }).setBlockGasLimit({
    gasLimit: CALL_GAS,
  });
  const address = await ethereum.deploy({ abi, bytecode });
  return {
    ethereum,
    address,
    async ask(questions) {
      const calls = questions.map(([functionName, ...args]) =>
        encodeFunctionData({ abi, functionName, args }),
      );
      const data = encodeFunctionData({ abi, functionName: 'each', args: [calls] });
      const result = await ethereum.client.call({ to: address, data, gas: CALL_GAS });
      const [answers] = decodeAbiParameters(ANSWERS, result.data ?? '0x');
      return answers.map((answer, i) => answerFrom(abi, (questions[i] as Question)[0], answer));
    },
    stop: () => ethereum.stop(),
  };
}

/** What forge made of a contract. */
export function readArtifact(name: string): Artifact {
  const path = new URL(`../../../.weft/contracts/out/${name}.sol/${name}.json`, import.meta.url);
  if (!existsSync(path)) {
    throw new WeftError('test/no-artifact', MISSING, { contract: name });
  }
  const { abi, bytecode } = JSON.parse(readFileSync(path, 'utf8'));
  return { abi, bytecode: bytecode.object };
}

function answerFrom(abi: Abi, functionName: string, answer: { isAccepted: boolean; data: Hex }) {
  const { isAccepted, data } = answer;
  if (isAccepted) return { value: decodeFunctionResult({ abi, functionName, data }) };
  if (data === '0x') return { refusal: 'without a reason' };
  const errors = [abi, checkpointsAbi, gatewayAbi, vaultAbi].flatMap((each) =>
    (each as Abi).filter(({ type }) => type === 'error'),
  );
  return { refusal: decodeErrorResult({ abi: errors, data }).errorName };
}

const MISSING = 'The contracts are not compiled: run `cd contracts && npx forge build`.';
/** Enough for a batch of the dearest questions, each of which makes a contract. */
const CALL_GAS = 2_000_000_000n;
const ANSWERS = [
  {
    type: 'tuple[]',
    components: [
      { name: 'isAccepted', type: 'bool' },
      { name: 'data', type: 'bytes' },
    ],
  },
] as const;
