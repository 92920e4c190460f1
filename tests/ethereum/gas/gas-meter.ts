import type { TransactionReceipt } from 'viem';

/** Gas of whole transactions by name, in the order of measurement. */
export class GasMeter {
  readonly measured: Record<string, number> = {};

  add(name: string, { gasUsed }: TransactionReceipt, parts = 1): void {
    this.measured[name] = Math.ceil(Number(gasUsed) / parts);
  }
}
