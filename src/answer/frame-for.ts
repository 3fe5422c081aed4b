import type { QuestionLanguage } from '../retrieve/question-text.js';
import type { Frame } from './frame.js';
import { englishFrame } from './frame-en.js';
import { chineseFrame } from './frame-zh.js';

/** The frame for a question's language. */
export function frameFor(language: QuestionLanguage): Frame {
  return language === 'en' ? englishFrame : chineseFrame;
}
