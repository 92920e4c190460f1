import { readFileSync } from 'node:fs';

export function childrenOf(parentId: number): number[] {
  const children = readFileSync(`/proc/${parentId}/task/${parentId}/children`, 'utf8');
  return children.trim().split(' ').filter(Boolean).map(Number);
}

/** Nothing when the process is gone. */
export function commandLine(id: number): string[] {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
