/** Templates as files: checked without a server, imported and exported through the API. */
@NullMarked
package dev.notifier.local.templates;

import org.jspecify.annotations.NullMarked;
