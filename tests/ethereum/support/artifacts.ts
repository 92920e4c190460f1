import { readFileSync } from 'node:fs';
import type { Abi } from 'viem';
import type { Hex } from '../../../lib/core/bytes.ts';
import { WeftError } from '../../../lib/core/errors.ts';

/**
 * A contract that only tests have: `path` below `contracts/test`, such as `mocks/PlainTokens.sol`.
 * @throws WeftError `test/no-artifact` with the command to run, if they were never compiled
 */
export function testArtifact(file: string, name: string): { abi: Abi; bytecode: Hex } {
  const path = `.weft/contracts/out/${file}/${name}.json`;
  try {
    const { abi, bytecode } = JSON.parse(readFileSync(path, 'utf8'));
    return { abi, bytecode: bytecode.object };
  } catch {
    const missing = `${path} is not there. Compile the contracts: npm run contracts:test`;
    throw new WeftError('test/no-artifact', missing, { path });
  }
}
