import { runProcess } from './cli/run-process.js';

// What `npm start` runs; flags may follow: npm start -- --port 9000
await runProcess(['serve', ...process.argv.slice(2)]);
