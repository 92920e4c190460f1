import { createContext, useContext } from 'react';

/** What any part of a page may ask of the frame around it. */
export interface ShellActions {
  openConnect(): void;
  openAccount(): void;
  /** Loads what draws toasts, before the first one is needed. */
  prepareToasts(): void;
}

export const ShellActionsContext = createContext<ShellActions>({
  openConnect() {},
  openAccount() {},
  prepareToasts() {},
});

export function useShellActions(): ShellActions {
  return useContext(ShellActionsContext);
}
