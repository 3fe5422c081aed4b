import documentCss from '../reader/document.css?inline';
import readerCss from '../reader/reader.css?inline';
import chatCss from './chat.css?inline';

/**
 * The style sheets of the chat and of the reader in it. They stand side by side in the bundle because they
 * are much alike, and gzip looks back no farther than 32 KB.
 */
export { chatCss, documentCss, readerCss };
