/** What other sites load as `/widget.js`: the element, and nothing else on their page. */
import './wence-chat.js';
