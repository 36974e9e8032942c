/**
 * Templates as files: checks them without a server, and imports and exports them through the api.
 */
@NullMarked
package dev.notifier.local.templates;

import org.jspecify.annotations.NullMarked;
