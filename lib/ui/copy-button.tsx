'use client';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { messages } from './messages.ts';

const SHOWN_MS = 1600;

/**
 * Copies a whole value; says so in its name, so that a screen reader hears it. The air around the
 * sign neither pushes lines apart nor moves it from the edge where numbers end.
 */
export function CopyButton({ value, what }: { value: string; what: string }) {
  const [result, setResult] = useState<'copied' | 'refused'>();
  useEffect(() => {
    if (!result) return;
    const timer = setTimeout(() => setResult(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [result]);

  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => setResult('copied'),
      () => setResult('refused'),
    );
  const label =
    result === 'copied'
      ? messages.copied
      : result === 'refused'
        ? messages.copyFailed
        : messages.copy(what);
  const Icon = result === 'copied' ? Check : Copy;
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={copy}
      className="relative -my-1.5 -mr-[5px] inline-grid size-6 flex-none place-items-center rounded-chip text-ink-3 after:absolute after:-inset-1 hover:bg-cloth-sunken hover:text-ink max-desk:-mr-[9px] max-desk:size-8"
    >
      <Icon size={14} aria-hidden="true" />
    </button>
  );
}
