"""A bundle as a document: built once as a neutral model, then drawn as PDF, EPUB, Word or web page."""
