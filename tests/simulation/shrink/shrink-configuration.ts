import { type Configuration, validatorCount } from '../configuration/configuration.ts';
import { minimizeList } from './minimize-list.ts';
import { isSound, withoutValidator } from './without-validator.ts';

export interface ShrinkOptions {
  /** Whether a configuration fails as the first one did. */
  fails(configuration: Configuration): Promise<boolean>;
  maxRuns?: number;
}

/**
 * Takes away all that a failure does not need: time, faults, transactions, validators, and then
 * whatever makes the rest harder to read.
 */
export async function shrinkConfiguration(
  failing: Configuration,
  { fails, maxRuns = MAX_RUNS }: ShrinkOptions,
): Promise<Configuration> {
  let smallest = failing;
  let runs = 0;
  const take = async (smaller: Configuration): Promise<boolean> => {
    if (runs >= maxRuns || !isSound(smaller)) return false;
    runs++;
    if (!(await fails(smaller))) return false;
    smallest = smaller;
    return true;
  };
  for (let before = ''; before !== JSON.stringify(smallest) && runs < maxRuns; ) {
    before = JSON.stringify(smallest);
    while (await take(withinTime(smallest, Math.floor(smallest.safetyMs / 2))));
    while (await take(withinTime(smallest, Math.floor(smallest.safetyMs * 0.9))));
    await minimizeList(smallest.faults, (faults) => take({ ...smallest, faults }));
    await minimizeList(smallest.workload, (workload) => take({ ...smallest, workload }));
    const { ethereum } = smallest;
    await minimizeList(ethereum?.events ?? [], async (events) =>
      ethereum ? take({ ...smallest, ethereum: { ...ethereum, events } }) : false,
    );
    await minimizeList(smallest.byzantine, (byzantine) => take({ ...smallest, byzantine }));
    await minimizeList(smallest.outsiders, (outsiders) => take({ ...smallest, outsiders }));
    for (let node = validatorCount(smallest) - 1; node >= 0; node--) {
      await take(withoutValidator(smallest, node));
    }
    for (const change of SIMPLER) {
      const simpler = { ...smallest, ...change(smallest) };
      if (JSON.stringify(simpler) !== JSON.stringify(smallest)) await take(simpler);
    }
  }
  return smallest;
}

/** Nothing is scheduled after the phase with faults. */
function withinTime(configuration: Configuration, safetyMs: number): Configuration {
  const { faults, workload } = configuration;
  return {
    ...configuration,
    safetyMs,
    faults: faults.filter(({ at }) => at < safetyMs),
    workload: workload.filter((at) => at < safetyMs),
  };
}

const SIMPLER: readonly ((configuration: Configuration) => Partial<Configuration>)[] = [
  () => ({ followers: 0 }),
  () => ({ epochMs: 0 }),
  ({ committees }) => ({ committees: committees.slice(0, 1) }),
  ({ committees }) => ({
    committees: committees.map((powers) => powers.map((power) => Math.min(power, 1))),
  }),
  ({ clocks }) => ({ clocks: clocks.map(() => ({ rate: 1, wallOffsetMs: 0 })) }),
  ({ network }) => ({ network: { ...network, lossPercent: 0 } }),
  ({ network }) => ({ network: { ...network, duplicationPercent: 0 } }),
  ({ network }) => ({ network: { ...network, delayMeanMs: Math.min(network.delayMeanMs, 10) } }),
  () => ({ writeMs: 1 }),
  () => ({ slowBuildPercent: 0 }),
];

const MAX_RUNS = 2_000;
