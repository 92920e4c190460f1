import { selectorOf } from '../../core/abi.ts';
import { hexFromBytes } from '../../core/bytes.ts';
import { checkpointsAbi } from '../../core/contracts/checkpoints-abi.generated.ts';
import { gatewayAbi } from '../../core/contracts/gateway-abi.generated.ts';
import { vaultAbi } from '../../core/contracts/vault-abi.generated.ts';

/** The contracts' name for an error, by the first four bytes of what a call was refused with. */
export function revertNameOf(selector: unknown): string | undefined {
  return typeof selector === 'string' ? names.get(selector) : undefined;
}

const names: ReadonlyMap<string, string> = new Map(
  [checkpointsAbi, gatewayAbi, vaultAbi].flatMap((abi) =>
    abi.flatMap((item) => {
      if (item.type !== 'error') return [];
      const types = item.inputs.map(({ type }) => type).join();
      return [[hexFromBytes(selectorOf(`${item.name}(${types})`)), item.name] as const];
    }),
  ),
);
