import { createSectionStore } from '../../src/index/section-store.js';
import { sectionStoreContract } from '../contracts/section-store.js';

sectionStoreContract('the store in memory', createSectionStore);
