import { readdirSync, readFileSync } from 'node:fs';
import { type AbiFunction, erc721Abi, toFunctionSignature } from 'viem';
import { describe, expect, it } from 'vitest';
import { checkpointsAbi } from '../../../lib/core/contracts/checkpoints-abi.generated.ts';
import { gatewayAbi } from '../../../lib/core/contracts/gateway-abi.generated.ts';
import { vaultAbi } from '../../../lib/core/contracts/vault-abi.generated.ts';

// The node writes signatures of what it calls by hand: each has to be one of the contracts'
// or of tokens.

const FOLDER = 'lib/node/ethereum-contracts';

describe('signatures of calls', () => {
  it('are those of the contracts', () => {
    const texts = readdirSync(FOLDER).map((name) => readFileSync(`${FOLDER}/${name}`, 'utf8'));
    const constants = new Map<string, string>();
    for (const text of texts) {
      for (const [, name, value] of text.matchAll(/^const ([A-Z_]+) =\s+['`](\(.*\))['`];$/gm)) {
        constants.set(`\${${name}}`, value ?? '');
      }
    }
    const plain = (signature: string): string => {
      const [name] = /\$\{[A-Z_]+\}/.exec(signature) ?? [];
      return name ? plain(signature.replaceAll(name, constants.get(name) ?? '?')) : signature;
    };
    const calls = texts.flatMap((text) => [...text.matchAll(/['`](\w+\([^'`\s]*\))['`]/g)]);
    const signatures = calls.map(([, signature]) => plain(signature ?? ''));
    expect(signatures.length).toBeGreaterThan(5);
    expect(signatures.filter((signature) => !known.has(signature))).toEqual([]);
  });
});

const known = new Set(
  [checkpointsAbi, gatewayAbi, vaultAbi, erc721Abi].flatMap((abi) =>
    abi.flatMap((item) =>
      item.type === 'function' ? [toFunctionSignature(item as AbiFunction)] : [],
    ),
  ),
);
