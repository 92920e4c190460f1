import { isBelievedByFew } from '../configuration/choose-ethereum.ts';
import {
  type Configuration,
  type Cut,
  type Fault,
  validatorCount,
} from '../configuration/configuration.ts';

/** The same network without one validator: all processes after it move up. */
export function withoutValidator(configuration: Configuration, gone: number): Configuration {
  const isKept = (process: number) => process !== gone;
  const moved = (process: number) => (process > gone ? process - 1 : process);
  const rest = (processes: readonly number[]) => processes.filter(isKept).map(moved);
  const restOf = <Item extends { node: number }>(items: readonly Item[]): Item[] =>
    items.filter(({ node }) => isKept(node)).map((item) => ({ ...item, node: moved(item.node) }));
  const restOfCut = ({ from, to }: Cut): Cut => ({ from: rest(from), to: rest(to) });
  const restOfFault = (fault: Fault): Fault[] => {
    switch (fault.type) {
      case 'partition':
        return [{ ...fault, cuts: fault.cuts.map(restOfCut) }];
      case 'clog':
        return [{ ...fault, cut: restOfCut(fault.cut) }];
      case 'swizzle':
        return [{ ...fault, nodes: restOf(fault.nodes) }];
      default:
        return restOf([fault]);
    }
  };
  const { committees, clocks, byzantine, faults, core, outsiders, mesh, ethereum } = configuration;
  const isKeptAt = (_: unknown, index: number) => isKept(index);
  return {
    ...configuration,
    committees: committees.map((powers) => powers.filter((_, index) => isKept(index))),
    clocks: clocks.filter((_, index) => isKept(index)),
    ...(mesh && { mesh: mesh.filter((_, index) => isKept(index)).map(rest) }),
    ...(ethereum && { ethereum: { ...ethereum, lagMs: ethereum.lagMs.filter(isKeptAt) } }),
    byzantine: restOf(byzantine),
    faults: faults.flatMap(restOfFault),
    core: rest(core),
    outsiders: restOf(outsiders),
  };
}

/** Whether the protocol promises anything: liars have less than a third, the core a quorum. */
export function isSound(configuration: Configuration): boolean {
  const { committees, byzantine, core, faults } = configuration;
  const liars = byzantine.map(({ node }) => node);
  const isHonest = core.every((process) => !liars.includes(process));
  const deceived = faults.flatMap((fault) => (fault.type === 'deceived' ? [fault.node] : []));
  if (!isBelievedByFew(configuration, deceived)) return false;
  const isEnough = committees.every((powers) => {
    const powerOf = (nodes: readonly number[]) =>
      nodes.reduce((sum, node) => sum + (powers[node] ?? 0), 0);
    const total = powers.reduce((sum, power) => sum + power, 0);
    return powerOf(liars) * 3 < total && powerOf(core) * 3 > total * 2;
  });
  return isHonest && isEnough && validatorCount(configuration) > 0;
}
