/**
 * Held by the one process that may run a node on some data: two that signed with one key would be
 * slashed. Lost with the process, however it ends.
 */
export interface InstanceLock {
  release(): Promise<void>;
}
