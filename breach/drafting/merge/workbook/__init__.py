"""An XLSX workbook read as a stream of rows of texts: a list of any length in memory that hardly grows with it."""
