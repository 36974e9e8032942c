/**
 * YAML 1.2: read within limits, with errors that a person without knowledge of YAML understands.
 */
@NullMarked
package dev.notifier.templates.yaml;

import org.jspecify.annotations.NullMarked;
