import { assert } from '../core/assert.ts';
import { WeftError } from '../core/errors.ts';
import type { ActionDefinition, Module } from './module.ts';

export interface RegisteredAction {
  readonly module: Module;
  readonly definition: ActionDefinition;
}

/** Every action a chain knows, by the name of its EIP-712 struct. */
export interface ActionRegistry {
  /** @throws WeftError `transaction/unknown-action`. */
  get(primaryType: string): RegisteredAction;
  all(): readonly RegisteredAction[];
}

/** Asserts that no signature can mean two things and that modules follow the naming rules. */
export function createActionRegistry(modules: readonly Module[]): ActionRegistry {
  const actions = new Map<string, RegisteredAction>();
  const names = new Set<string>();
  for (const module of modules) {
    assert(MODULE_NAME.test(module.name), `module name ${module.name} is lower-case letters`);
    assert(module.name !== CHAIN_DOMAIN, 'the chain keeps its own state under its own name');
    assert(!names.has(module.name), `module ${module.name} appears once`);
    names.add(module.name);
    for (const definition of module.actions) {
      const { primaryType } = definition;
      assert(TYPE_NAME.test(primaryType), `action ${primaryType} is a capitalised word`);
      assert(!actions.has(primaryType), `action ${primaryType} is unique across modules`);
      assertFieldNames(definition);
      actions.set(primaryType, { module, definition });
    }
  }
  return {
    get(primaryType) {
      const action = actions.get(primaryType);
      if (action) return action;
      throw new WeftError('transaction/unknown-action', 'this chain knows no such action', {
        primaryType,
      });
    },
    all: () => [...actions.values()],
  };
}

/** Prefix of the state and domain of the errors that belong to the chain itself. */
export const CHAIN_DOMAIN = 'chain';

const MODULE_NAME = /^[a-z]{2,32}$/;
const TYPE_NAME = /^[A-Z][A-Za-z0-9]{1,63}$/;
const FIELD_NAME = /^[a-z][A-Za-z0-9]{0,63}$/;
const RESERVED = ['account', 'nonce', 'validUntilMs', 'feeMax'];

function assertFieldNames({ primaryType, fields }: ActionDefinition): void {
  const seen = new Set<string>(RESERVED);
  for (const { name } of fields) {
    assert(FIELD_NAME.test(name), `${primaryType}.${name} is a word`);
    assert(!seen.has(name), `${primaryType}.${name} is unique and not reserved`);
    seen.add(name);
  }
}
