<html><body>This is not Python at all.</body></html>
