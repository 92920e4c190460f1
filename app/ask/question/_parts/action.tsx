import type { ReactNode } from 'react';

/** A word that does something; one that cannot be pressed says why. */
export function Action({
  onClick,
  problem,
  isPressed,
  children,
}: {
  onClick: () => void;
  problem?: string | undefined;
  isPressed?: boolean | undefined;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-pressed={isPressed}
      disabled={problem !== undefined}
      title={problem}
      onClick={onClick}
      className="py-1.5 underline-offset-[3px] enabled:hover:underline disabled:cursor-not-allowed disabled:text-ink-3 aria-pressed:text-dye-3 max-desk:py-3"
    >
      {children}
      {problem !== undefined && <span className="sr-only">. {problem}</span>}
    </button>
  );
}
