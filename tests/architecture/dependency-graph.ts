import type { ICruiseResult } from 'dependency-cruiser';

/** Mermaid text of the imports between folders, in a stable order. */
export function dependencyGraph(result: ICruiseResult): string {
  const edges = new Set<string>();
  for (const module of result.modules) {
    const from = partOf(module.source);
    for (const dependency of module.dependencies) {
      const to = partOf(dependency.resolved);
      if (from && to && from !== to) edges.add(`  ${nodeOf(from)} --> ${nodeOf(to)}`);
    }
  }
  return ['flowchart TD', ...[...edges].sort(), ''].join('\n');
}

function partOf(path: string): string | undefined {
  return /^(lib\/[^/]+|app|workers)(?=\/)/.exec(path)?.[1];
}

function nodeOf(part: string): string {
  return part.startsWith('lib/') ? part.slice(4) : part;
}
