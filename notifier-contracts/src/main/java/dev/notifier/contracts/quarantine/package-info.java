/** What the quarantine keeps of a record that no stage can process. */
@NullMarked
package dev.notifier.contracts.quarantine;

import org.jspecify.annotations.NullMarked;
