import hnswlib from 'hnswlib-node';

/** hnswlib's graph over labelled vectors; a label is given once and never again in one graph. */
export type HnswGraph = InstanceType<typeof hnswlib.HierarchicalNSW>;

/**
 * The graph's parameters (Malkov and Yashunin, arXiv:1603.09320, section 4.2): links a node, and
 * candidates kept while building. Twice the links and candidates gave 0.001 more recall for twice
 * the time (docs/quality.md, `npm run bench:recall`).
 */
const LINKS_PER_NODE = 16;
const BUILD_CANDIDATES = 200;

/** Seed of the levels' random numbers, so that equal input gives an equal graph. */
const LEVEL_SEED = 100;

/** Points added before others get their turn: about 10 ms of work. */
const POINTS_PER_TURN = 16;

/** Share of a graph that may be deleted points before it is built anew; they cost time and memory. */
const MAX_DELETED_SHARE = 0.2;

/** A vector with the label that the graph knows it by. */
export interface LabelledVector {
  readonly label: number;
  readonly vector: ArrayLike<number>;
}

/** A graph of these vectors, by cosine. */
export async function buildGraph(
  dimensions: number,
  points: readonly LabelledVector[],
): Promise<HnswGraph> {
  const graph = emptyGraph(dimensions);
  graph.initIndex({
    maxElements: Math.max(1, points.length),
    m: LINKS_PER_NODE,
    efConstruction: BUILD_CANDIDATES,
    randomSeed: LEVEL_SEED,
  });
  await addPoints(graph, points);
  return graph;
}

/** What changes between one graph and the next. */
export interface GraphUpdate {
  readonly added: readonly LabelledVector[];
  readonly removedLabels: readonly number[];
}

/** Adds and removes points in place; the graph stays valid for the labels it keeps. */
export async function updateGraph(graph: HnswGraph, update: GraphUpdate): Promise<void> {
  for (const label of update.removedLabels) {
    graph.markDelete(label);
  }
  const needed = graph.getCurrentCount() + update.added.length;
  if (needed > graph.getMaxElements()) {
    graph.resizeIndex(needed);
  }
  await addPoints(graph, update.added);
}

/** Whether a graph would hold so many dead points that building it anew is better. */
export function isWorthRebuilding(points: {
  readonly inGraph: number;
  readonly alive: number;
}): boolean {
  return points.inGraph - points.alive > points.inGraph * MAX_DELETED_SHARE;
}

/**
 * Reads a graph that {@link writeGraph} wrote. The file's checksum must have been compared before:
 * hnswlib trusts the bytes that it reads.
 */
export async function readGraph(file: string, dimensions: number): Promise<HnswGraph> {
  const graph = emptyGraph(dimensions);
  await graph.readIndex(file);
  return graph;
}

/** Writes a graph to a file that LangChain's HNSWLib reads too. */
export async function writeGraph(graph: HnswGraph, file: string): Promise<void> {
  await graph.writeIndex(file);
}

function emptyGraph(dimensions: number): HnswGraph {
  return new hnswlib.HierarchicalNSW('cosine', dimensions);
}

async function addPoints(graph: HnswGraph, points: readonly LabelledVector[]): Promise<void> {
  for (const [position, { label, vector }] of points.entries()) {
    graph.addPoint(Array.from(vector), label);
    if (position % POINTS_PER_TURN === POINTS_PER_TURN - 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
