import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** How many items a list without a page size counts for: most hold 2 or 3 parties, 3 members, 1 to 20 needs. */
const assumedListLength = 5;

/** The argument that says how many items of a list are wanted. */
const pageSizeArgument = 'first';

/** What an operation asks for, before any of it is resolved. */
export interface OperationMeasure {
  /** Levels of fields, 1 for a leaf of the root. */
  depth: number;
  /** Fields of the root: an operation counts as so many where rates are limited. */
  rootFields: number;
  /**
   * Fields that will be resolved at most: a page counts its fields as many times as items are asked for, a list without a page
   * size five times. `@skip` and `@include` are not looked at.
   */
  cost: number;
  /** Fields with another name than their own, each fragment counted once. */
  aliases: number;
  directives: number;
  /** Page sizes that are above `maxPageSize`, by the path of their field. */
  oversizedPages: { path: string; first: number }[];
}

/** A part of an operation: depth and cost below one point of it, and the fields that stand there, fragments flattened. */
interface Part {
  depth: number;
  cost: number;
  fields: number;
}

/**
 * Measures an operation that passed validation.
 *
 * Time O(size of the document): each fragment is measured once for a page and once outside of one, however often and deeply
 * it is spread. Costs are doubles; an absurd one may be Infinity.
 *
 * @param variables as the client sent them; a page size that is no positive number counts 1, and is refused when it is read
 */
export function measureOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  maxPageSize: number,
): OperationMeasure {
  const measurer = new Measurer(schema, document, operation, variables, maxPageSize);
  const rootType = schema.getRootType(operation.operation);
  if (!rootType) return { ...measurer.found, depth: 0, cost: 0, rootFields: 0 };
  const { depth, cost, fields } = measurer.measure(operation.selectionSet, rootType, '', false);
  return { ...measurer.found, depth, cost, rootFields: fields };
}

class Measurer {
  readonly found = { aliases: 0, directives: 0, oversizedPages: [] as OperationMeasure['oversizedPages'] };
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private readonly measured = new Map<string, Part>();
  private readonly defaults: ReadonlyMap<string, unknown>;

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    private readonly variables: Readonly<Record<string, unknown>>,
    private readonly maxPageSize: number,
  ) {
    this.fragments = new Map(
      document.definitions.flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
      ),
    );
    this.defaults = new Map(
      (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
        defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)] as const] : [],
      ),
    );
    this.found.directives += operation.directives?.length ?? 0;
  }

  /** @param isPage whether this is what a field with a page size holds, which has multiplied its lists already */
  measure(set: SelectionSetNode, parent: GraphQLNamedType, path: string, isPage: boolean): Part {
    const sum: Part = { depth: 0, cost: 0, fields: 0 };
    const add = ({ depth, cost, fields }: Part): void => {
      sum.depth = Math.max(sum.depth, depth);
      sum.cost += cost;
      sum.fields += fields;
    };
    for (const selection of set.selections) {
      this.found.directives += selection.directives?.length ?? 0;
      if (selection.kind === Kind.FIELD) add(this.measureField(selection, parent, path, isPage));
      else if (selection.kind === Kind.FRAGMENT_SPREAD) add(this.measureFragment(selection.name.value, path, isPage));
      else {
        const condition = selection.typeCondition && this.schema.getType(selection.typeCondition.name.value);
        add(this.measure(selection.selectionSet, condition ?? parent, path, isPage));
      }
    }
    return sum;
  }

  private measureFragment(name: string, path: string, isPage: boolean): Part {
    const key = `${name} ${isPage}`;
    const known = this.measured.get(key);
    if (known) return known;
    const fragment = this.fragments.get(name);
    const type = fragment && this.schema.getType(fragment.typeCondition.name.value);
    if (!fragment || !type) return { depth: 0, cost: 0, fields: 0 };
    const part = this.measure(fragment.selectionSet, type, path, isPage);
    this.measured.set(key, part);
    return part;
  }

  private measureField(node: FieldNode, parent: GraphQLNamedType, path: string, isPage: boolean): Part {
    const name = node.name.value;
    if (node.alias && node.alias.value !== name) this.found.aliases += 1;
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    // What describes the schema is bounded by graphql's own rule and by the size of the document.
    if (!field || !node.selectionSet) return { depth: 1, cost: 1, fields: 1 };

    const ownPath = path === '' ? name : `${path}.${name}`;
    const pageSize = this.pageSizeOf(node, field);
    if (pageSize !== null && pageSize > this.maxPageSize) {
      this.found.oversizedPages.push({ path: ownPath, first: pageSize });
    }
    const isList = isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type));
    const times = pageSize ?? (isList && !isPage ? assumedListLength : 1);
    const below = this.measure(node.selectionSet, getNamedType(field.type), ownPath, pageSize !== null);
    return { depth: 1 + below.depth, cost: 1 + times * below.cost, fields: 1 };
  }

  /** As asked for or by default, at least 1; null for a field that takes none. */
  private pageSizeOf(node: FieldNode, field: GraphQLField<unknown, unknown>): number | null {
    const argument = field.args.find(({ name }) => name === pageSizeArgument);
    if (!argument) return null;
    const value = node.arguments?.find(({ name }) => name.value === pageSizeArgument)?.value;
    const asked =
      value?.kind === Kind.VARIABLE
        ? (this.variables[value.name.value] ?? this.defaults.get(value.name.value) ?? argument.defaultValue)
        : value?.kind === Kind.INT
          ? Number(value.value)
          : argument.defaultValue;
    return typeof asked === 'number' && asked >= 1 ? asked : 1;
  }
}
