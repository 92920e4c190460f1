import type { PublicClient } from 'viem';
import { CallExecutionError, ExecutionRevertedError } from 'viem';
import { type Address, hexFromBytes } from '../../lib/core/bytes.ts';
import { WeftError } from '../../lib/core/errors.ts';

const G1_ADD = '0x000000000000000000000000000000000000000b';
const G2_ADD = '0x000000000000000000000000000000000000000d';
const PAIRING_CHECK = '0x000000000000000000000000000000000000000f';
const MAP_FP2_TO_G2 = '0x0000000000000000000000000000000000000011';

/** Inputs of zeros are points at infinity, or the field's zero, which each must answer. */
const QUESTIONS: { address: Address; input: number; output: number }[] = [
  { address: G1_ADD, input: 256, output: 128 },
  { address: G2_ADD, input: 512, output: 256 },
  { address: PAIRING_CHECK, input: 384, output: 32 },
  { address: MAP_FP2_TO_G2, input: 128, output: 256 },
];

/**
 * @throws WeftError `deploy/no-precompiles` if the chain lacks those of EIP-2537 (Prague), without
 *   which no checkpoint could ever be verified there
 */
export async function assertPrecompiles(client: PublicClient): Promise<void> {
  for (const { address, input, output } of QUESTIONS) {
    const answer = await ask(client, address, input);
    if ((answer.length - 2) / 2 === output) continue;
    const chainId = await client.getChainId();
    throw new WeftError(
      'deploy/no-precompiles',
      `Chain ${chainId} has no precompile at ${address}: it does not run Ethereum's Prague upgrade ` +
        '(EIP-2537), and the contracts could never verify a checkpoint there. Nothing was deployed; ' +
        'choose a chain that has it.',
      { chainId, address },
    );
  }
}

/** Nothing is at the address of a precompile that is absent, and nothing answers with no bytes. */
async function ask(client: PublicClient, to: Address, length: number): Promise<string> {
  try {
    const { data } = await client.call({ to, data: hexFromBytes(new Uint8Array(length)) });
    return data ?? '0x';
  } catch (thrown) {
    const isRefused =
      thrown instanceof CallExecutionError &&
      thrown.walk((cause) => cause instanceof ExecutionRevertedError) !== null;
    if (isRefused) return '0x';
    throw thrown;
  }
}
