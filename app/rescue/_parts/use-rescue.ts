'use client';
import { useEffect, useState } from 'react';
import {
  connectWallet,
  type FoundWallet,
  findWallets,
  switchNetwork,
} from '../../../lib/client/rescue/find-wallets.ts';
import { type CoinFile, openCoinFile } from '../../../lib/client/rescue/open-coin-file.ts';
import {
  type CoinReport,
  type Rescue,
  rescueCoin,
} from '../../../lib/client/rescue/rescue-coin.ts';
import type { ErrorObject } from '../../../lib/client/types.ts';
import { walletErrorFrom } from '../../../lib/client/wallet-error.ts';
import { problemFrom } from '../../../lib/ui/problem.ts';

/** All that the page knows, one step after the other. */
export interface RescueState {
  wallets: readonly FoundWallet[];
  file: CoinFile | undefined;
  report: CoinReport | undefined;
  problem: ErrorObject | undefined;
  /** A check or a transaction is under way. */
  isBusy: boolean;
  open(file: File): void;
  closeFile(): void;
  check(wallet: FoundWallet): void;
  /** Of the wallet that was asked last. */
  checkAgain(): void;
  switchNetwork(): void;
  act(action: (rescue: Rescue) => Promise<void>): void;
}

export function useRescue(): RescueState {
  const [wallets, setWallets] = useState<readonly FoundWallet[]>([]);
  const [file, setFile] = useState<CoinFile>();
  const [wallet, setWallet] = useState<FoundWallet>();
  const [report, setReport] = useState<CoinReport>();
  const [problem, setProblem] = useState<ErrorObject>();
  const [isBusy, setBusy] = useState(false);
  useEffect(() => findWallets(setWallets), []);

  /** One thing at a time; whatever goes wrong is said, and nothing is lost by it. */
  async function run(work: () => Promise<void>): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
    } catch (thrown) {
      setProblem(problemFrom(thrown));
    } finally {
      setBusy(false);
    }
  }

  const asWallet = <Result>(call: Promise<Result>) =>
    call.catch((thrown: unknown) => {
      throw walletErrorFrom(thrown);
    });

  async function checkWith(by: FoundWallet): Promise<void> {
    if (!file) return;
    setWallet(by);
    await asWallet(connectWallet(by));
    setReport(await rescueCoin(by.provider, file).check());
  }

  return {
    ...{ wallets, file, report, problem, isBusy },
    open: (chosen) =>
      void run(async () => {
        setReport(undefined);
        setFile(await openCoinFile(chosen));
      }),
    closeFile() {
      setFile(undefined);
      setReport(undefined);
      setProblem(undefined);
    },
    check: (by) => void run(() => checkWith(by)),
    checkAgain: () => wallet && void run(() => checkWith(wallet)),
    switchNetwork: () =>
      void run(async () => {
        if (!wallet || !file) return;
        await asWallet(switchNetwork(wallet, file.ethereumChainId));
        await checkWith(wallet);
      }),
    act: (action) =>
      void run(async () => {
        if (!wallet || !file) return;
        await action(rescueCoin(wallet.provider, file));
        await checkWith(wallet);
      }),
  };
}
