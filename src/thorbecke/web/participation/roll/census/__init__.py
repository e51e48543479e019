"""An uploaded register: stored, checked in the background, shown as a preview, taken in after a yes."""
