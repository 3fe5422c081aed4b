/** The chat page's script. */
import './wence-chat.js';
