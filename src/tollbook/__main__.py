"""`python -m tollbook` is `tollbook`: for machines where the folder of scripts is not on the path."""

from tollbook.cli import main

if __name__ == "__main__":
    main()
