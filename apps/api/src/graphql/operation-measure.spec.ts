import { describe, expect, it } from '@jest/globals';
import { buildSchema, getOperationAST, parse } from 'graphql';
import { measureOperation } from './operation-measure.js';

const schema = buildSchema(`
  interface Named { name: String }
  type Person implements Named { name: String, friends(first: Int! = 20): People!, tags: [Tag!]! nicknames: [String!]! }
  type Tag { text: String }
  type People { nodes: [Person!]!, edges: [Edge!]!, total: Int }
  type Edge { node: Person! }
  type Query { me: Person, people(first: Int! = 20): People! }
`);

const measure = (query: string, variables: Record<string, unknown> = {}, maxPageSize = 100) => {
  const document = parse(query);
  return measureOperation(schema, document, getOperationAST(document)!, variables, maxPageSize);
};

describe('the cost of an operation', () => {
  it.each([
    ['a leaf of the root', '{ __typename }', 1],
    ['an object and its fields', '{ me { name } }', 2],
    ['a list of scalars as one field', '{ me { nicknames } }', 2],
    ['a list of objects five times', '{ me { tags { text } } }', 1 + 1 + 5],
    ['a page by what is asked for', '{ people(first: 3) { nodes { name } } }', 1 + 3 * 2],
    ['a page by its default', '{ people { nodes { name } } }', 1 + 20 * 2],
    ['a page within a page', '{ people(first: 3) { nodes { friends(first: 7) { total } } } }', 1 + 3 * (1 + 1 + 7)],
    ['a list within an item of a page', '{ people(first: 3) { nodes { tags { text } } } }', 1 + 3 * (1 + 1 + 5)],
    [
      'fields of fragments',
      '{ me { ...a ... on Named { name } } } fragment a on Person { tags { text } }',
      1 + 1 + 1 + 5,
    ],
    ['a page through a fragment', '{ people(first: 3) { ...p } } fragment p on People { nodes { name } }', 1 + 3 * 2],
  ])('counts %s', (_, query, cost) => {
    expect(measure(query).cost).toBe(cost);
  });

  it('takes page sizes from variables, from their defaults, and counts 1 for what will be refused anyway', () => {
    const query = 'query ($n: Int! = 4) { people(first: $n) { nodes { name } } }';
    const costs = [{ n: 9 }, {}, { n: -5 }, { n: '9' }].map((variables) => measure(query, variables).cost);
    expect(costs).toEqual([1 + 9 * 2, 1 + 4 * 2, 1 + 2, 1 + 2]);
  });

  it('measures fragments that double at each of forty levels at once', () => {
    const levels = Array.from({ length: 40 }, (_, i) => `fragment f${i} on Person { ...f${i + 1} ...f${i + 1} }`);
    const query = `{ me { ...f0 } } ${levels.join(' ')} fragment f40 on Person { name }`;
    expect(measure(query)).toMatchObject({ cost: 1 + 2 ** 40, depth: 2, rootFields: 1 });
    const ofRoot = `{ ...f0 } ${levels.join(' ')} fragment f40 on Query { me { name } }`.replaceAll(
      'on Person',
      'on Query',
    );
    expect(measure(ofRoot)).toMatchObject({ cost: 2 ** 41, rootFields: 2 ** 40 });
  });
});

describe('the other measures of an operation', () => {
  it('counts levels through fragments, and aliases that rename', () => {
    const query = '{ a: me { name: name ...f } me { x: name } } fragment f on Person { y: friends { nodes { name } } }';
    expect(measure(query)).toMatchObject({ depth: 4, aliases: 3, rootFields: 2 });
  });

  it('counts the fields of the root through fragments, as often as they are spread', () => {
    const query = '{ ...q ... on Query { a: me { name } } ...q } fragment q on Query { me { name } people { total } }';
    expect(measure(query).rootFields).toBe(5);
  });

  it('counts directives wherever they stand', () => {
    const query =
      '{ me @include(if: true) { ... @skip(if: false) { name @skip(if: false) } ...f @include(if: true) } } fragment f on Person { name }';
    expect(measure(query).directives).toBe(4);
  });

  it('names each page that is larger than allowed', () => {
    const query = 'query ($n: Int!) { people(first: $n) { nodes { friends(first: 51) { total } } } }';
    expect(measure(query, { n: 50 }, 50).oversizedPages).toEqual([{ path: 'people.nodes.friends', first: 51 }]);
  });
});
